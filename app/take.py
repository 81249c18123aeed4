"""What is taken away: a mart as CSV, Parquet or Excel, with units and sources."""

import csv
import datetime
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import xlsxwriter

from app import data
from app.data import MissingMartError, current_build, cursor_of
from pipeline.paths import PipelineError
from pipeline.publish.builds import read_record
from pipeline.publish.export import harmless


def mart_sql(mart: str, reading: str | None) -> tuple[str, list[str]]:
    """Return the select of a mart, of one reading or all, and its parameters.

    Raises:
        MissingMartError: there is no such mart.

    """
    if mart not in {row["mart"] for row in data.marts()}:
        raise MissingMartError(mart)
    where = " where scenario_id = ?" if reading else ""
    order = ", ".join(data.column("download/keys", "column_name", mart=mart)) or "all"
    return f"select * from marts.{mart}{where} order by {order}", (
        [reading] if reading else []
    )


def as_csv(mart: str, reading: str | None) -> bytes:
    """Return a mart as CSV that a spreadsheet reads: with a mark, and no formulas."""
    sql, parameters = mart_sql(mart, reading)
    text = io.StringIO()
    with cursor_of(str(current_build().folder)) as cursor:
        cursor.execute(sql, parameters)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(column[0] for column in cursor.description or [])
        while batch := cursor.fetchmany(10_000):
            writer.writerows(map(harmless, row) for row in batch)
    return text.getvalue().encode("utf-8-sig")


def as_parquet(mart: str, reading: str | None) -> bytes:
    """Return a mart as Parquet: the published file, or the rows of one reading."""
    sql, parameters = mart_sql(mart, reading)
    folder = current_build().folder
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
    """Return a mart as an Excel workbook; its second sheet has units and sources."""
    sql, parameters = mart_sql(mart, reading)
    about = next(row["description"] for row in data.marts() if row["mart"] == mart)
    sink = io.BytesIO()
    options = {"constant_memory": True, "remove_timezone": True, "in_memory": True,
               "strings_to_formulas": False, "strings_to_urls": False}  # fmt: skip
    with xlsxwriter.Workbook(sink, options) as workbook:
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        with cursor_of(str(current_build().folder)) as cursor:
            cursor.execute(sql, parameters)
            for number, column in enumerate(cursor.description or []):
                sheet.write_string(0, number, column[0], bold)
            place = 1
            while batch := cursor.fetchmany(10_000):
                for row in batch:
                    for number, value in enumerate(row):
                        write_cell(sheet, place, number, value, day)
                    place += 1
        notes = workbook.add_worksheet("units and sources")
        notes.set_column(0, 1, 28)
        notes.set_column(2, 2, 100)
        lines = [
            ("mart", mart, about),
            ("build", current_build().build_id, f"reading: {reading or 'all'}"),
            ("", "", ""),
            ("column", "type", "meaning and unit"),
            *((c["column_name"], c["data_type"], c["description"])
              for c in data.ask("download/columns", mart=mart)),
            ("", "", ""),
            ("source_id", "publisher", "publication"),
            *((s["source_id"], s["publisher"], f"{s['title_en']} ({s['data_years']})")
              for s in data.ask("download/sources")),
        ]  # fmt: skip
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                head = line[0] in ("column", "source_id") and line[1] in (
                    "type",
                    "publisher",
                )
                notes.write_string(number, place, text or "", bold if head else None)
    return sink.getvalue()


def write_cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    """Write a value as what it is; text stays text, whatever it begins with."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.datetime):
        sheet.write_string(row, column, value.isoformat(timespec="seconds"))
    elif isinstance(value, datetime.date):
        sheet.write_datetime(
            row, column, datetime.datetime.combine(value, datetime.time()), day
        )
    else:
        sheet.write_string(row, column, str(value))


FORMATS: dict[str, tuple[Callable[[str, str | None], bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
    "xlsx": (
        as_excel,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
