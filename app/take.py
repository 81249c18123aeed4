"""What is taken away: marts, and the values behind a chart, as files of their own."""

import csv
import dataclasses
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet
import streamlit as st
import xlsxwriter

from app import data, look, state, words
from app.data import MissingMartError, Row, current_build, cursor_of
from app.tables import Column, grid
from app.texts import t
from pipeline.paths import PipelineError
from pipeline.publish.builds import read_record
from pipeline.publish.forms import IN_WORKBOOK, harmless, write_sheet

Lines = Iterable[Sequence[Any]]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH = 10_000


def csv_of(head: Sequence[str], rows: Lines) -> bytes:
    """Return rows as CSV that a spreadsheet reads: with a mark, and no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(harmless, head))
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def excel_of(
    head: Sequence[str], rows: Lines, notes: Lines, named: str = "units and sources"
) -> bytes:
    """Return rows as an Excel workbook; a second sheet says what they are."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {**IN_WORKBOOK, "in_memory": True}) as book:
        write_sheet(book, "data", head, rows)
        second = write_sheet(book, named, [], notes)
        second.set_column(0, 1, 28)
        second.set_column(2, 2, 100)
    return sink.getvalue()


# The values behind a chart.


def values(
    chart_id: str,
    title: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    about: Sequence[str],
    *,
    is_on_page: bool = False,
) -> None:
    """Offer the values of a chart: as a table, as files, and its address alone.

    Columns tell what is known of each row: numbers as they are, not as they are shown.
    What a chart is about comes with the Excel file.
    """
    with st.expander(t("take")):
        if not is_on_page:
            whole = [dataclasses.replace(c, show=partial(shown, c)) for c in columns]
            grid(rows, whole, is_sorted=True)
        notes = [(part,) for part in (title, *about) if part]
        buttons(chart_id, columns, rows, notes)
        base = (st.context.url or "").partition("?")[0].rstrip("/") + "/"
        here = base + state.address(st.session_state["page"], show=chart_id)
        address = f'<span class="address">{look.html_of(here)}</span>'
        look.note(look.Html(f"{look.html_of(t('take_alone'))} {address}"))


def shown(column: Column, row: Row) -> Any:
    """Return a value of a file as a table of the page shows it."""
    value = column.value(row)
    if value is None:
        return ""
    return words.exact(value) if isinstance(value, float) else value


def buttons(
    name: str, columns: Sequence[Column], rows: Sequence[Row], notes: Lines
) -> None:
    """Offer rows as CSV and Excel; each file is made when it is asked for."""
    head = [column.head for column in columns]
    lines = [[column.value(row) for column in columns] for row in rows]
    with st.container(horizontal=True):
        for form, make, kind in (
            ("csv", partial(csv_of, head, lines), "text/csv"),
            ("excel", partial(excel_of, head, lines, list(notes), "about"), EXCEL),
        ):
            st.download_button(
                t(f"take_{form}"), data=make, mime=kind, key=f"take_{name}_{form}",
                file_name=f"{name}.{'xlsx' if form == 'excel' else form}",
                on_click="ignore",
            )  # fmt: skip


# Marts.


def mart_sql(mart: str, reading: str | None) -> tuple[str, list[str]]:
    """Return the select of a mart, of one reading or all, and its parameters."""
    if mart not in {row["mart"] for row in data.ask("download/marts")}:
        raise MissingMartError(mart)
    order = ", ".join(data.column("download/keys", "column_name", mart=mart)) or "all"
    if reading is None:
        return f"select * from marts.{mart} order by {order}", []
    return f"select * from marts.{mart} where scenario_id = ? order by {order}", [
        reading
    ]


def mart_rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a result, read in batches."""
    while batch := cursor.fetchmany(BATCH):
        yield from batch


def as_csv(mart: str, reading: str | None) -> bytes:
    """Return a mart as CSV."""
    with cursor_of(str(current_build())) as cursor:
        cursor.execute(*mart_sql(mart, reading))
        head = [column[0] for column in cursor.description or []]
        return csv_of(head, mart_rows(cursor))


def as_parquet(mart: str, reading: str | None) -> bytes:
    """Return a mart as Parquet: the published file, or the rows of one reading."""
    sql, parameters = mart_sql(mart, reading)
    folder = current_build()
    whole = published_parquet(folder, mart) if reading is None else None
    if whole is not None:
        return whole
    with cursor_of(str(folder)) as cursor:
        table = cursor.sql(sql, params=parameters).to_arrow_table()
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def published_parquet(folder: Path, mart: str) -> bytes | None:
    """Return the published file of a mart, or None where it is not as it was published."""
    name = f"marts/{mart}.parquet"
    try:
        content = (folder / name).read_bytes()
        expected = read_record(folder)["files"].get(name)
    except (OSError, PipelineError):
        return None
    return content if hashlib.sha256(content).hexdigest() == expected else None


def as_excel(mart: str, reading: str | None) -> bytes:
    """Return a mart as an Excel workbook, with units and sources."""
    about = next(
        row["description"] for row in data.ask("download/marts") if row["mart"] == mart
    )
    notes = [
        ("mart", mart, about),
        ("build", current_build().name, f"reading: {reading or 'all'}"),
        (),
        ("column", "type", "meaning and unit"),
        *(tuple(row.values()) for row in data.ask("download/columns", mart=mart)),
        (),
        ("source_id", "publisher", "publication"),
        *((s["source_id"], s["publisher"], f"{s['title_en']} ({s['data_years']})")
          for s in data.ask("download/sources")),
    ]  # fmt: skip
    with cursor_of(str(current_build())) as cursor:
        cursor.execute(*mart_sql(mart, reading))
        head = [column[0] for column in cursor.description or []]
        return excel_of(head, mart_rows(cursor), notes)


FORMATS: dict[str, tuple[Callable[[str, str | None], bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
    "xlsx": (as_excel, EXCEL),
}
