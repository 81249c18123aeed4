"""Download and query: each mart as a file, snippets, and a read-only SQL box."""

from functools import partial
from operator import itemgetter
from typing import Any

import streamlit as st

from app import data, look, sql_box, take, words
from app.tables import Column, grid
from app.texts import language, t
from app.views import controls

START = """select cluster_en, year, round(integration_index, 2) as index, index_rank
from rpt_integration_index
where scenario_id = 'paper'
order by year, index_rank"""


def show() -> None:
    """Draw the page."""
    marts = data.ask("download/marts")
    look.title(
        t("download.headline", n=len(marts)),
        t("download.lead", rows=words.number(sum(m["n_rows"] for m in marts), 0)),
    )
    mart, reading = choose(marts)
    buttons(mart, reading)
    columns()
    snippets(mart, reading)
    query_box()


def choose(marts: list[data.Row]) -> tuple[str, str | None]:
    """Choose a mart, and one reading or all where it holds many."""
    labels = {
        m["mart"]: f"{m['mart']} ({t('rows', n=words.number(m['n_rows'], 0))})"
        for m in marts
    }
    controls.chooser(t("parameter.mart"), labels, "mart", width=520)
    mart = st.session_state["mart"]
    about = next(m for m in marts if m["mart"] == mart)
    if language() == "en":
        look.note(look.prose(about["description"] or ""))
    if "scenario_id" not in data.column("download/columns", "column_name"):
        return mart, None
    st.session_state.setdefault("one_reading", True)
    if not st.toggle(t("download.one_reading"), key="one_reading"):
        return mart, None
    controls.reading()
    return mart, st.session_state["reading"]


def buttons(mart: str, reading: str | None) -> None:
    """Offer the mart as files; each is made when it is asked for."""
    name = f"{mart}_{reading}" if reading else mart
    with st.container(horizontal=True):
        for form, (make, kind) in take.FORMATS.items():
            st.download_button(
                t(f"download.{form}"), data=partial(make, mart, reading), mime=kind,
                file_name=f"{name}.{form}", key=f"download_{form}", on_click="ignore",
            )  # fmt: skip
    look.note(t("download.note"))


def columns() -> None:
    """Show what the columns mean."""
    with st.expander(t("download.columns")):
        grid(data.ask("download/columns"), "download/columns",
             own={"data_type": lambda row: row["data_type"].lower()})  # fmt: skip


def snippets(mart: str, reading: str | None) -> None:
    """Show how to read the mart elsewhere."""
    look.section(t("download.snippets"), t("download.snippets_lead"))
    where = f"\nwhere scenario_id = '{reading}'" if reading else ""
    sql = f"select *\nfrom marts.{mart}{where}"
    indented = sql.replace("\n", "\n        ")
    python = f'''import duckdb

file = "warehouse/integration.duckdb"
with duckdb.connect(file, read_only=True) as warehouse:
    rows = warehouse.sql("""
        {indented}
    """).df()
print(rows)'''
    for code in (sql, python):
        st.code(code, language=None, wrap_lines=True)


def query_box() -> None:
    """Run one select of the reader's on the published marts."""
    st.session_state.setdefault("sql", START)
    lead = t("download.query_lead", rows=words.number(sql_box.MAX_ROWS, 0),
             seconds=sql_box.SECONDS)  # fmt: skip
    look.section(t("download.query"), lead)
    st.text_area(t("download.sql"), height=150, key="sql", max_chars=sql_box.MAX_QUERY)
    if st.button(t("download.run"), type="primary"):
        st.session_state["answer"] = sql_box.run(
            st.session_state["sql"], data.current_build()
        )
    answer = st.session_state.get("answer")
    if answer is None:
        return
    if answer.problem:
        said = t(f"sql.{answer.problem}", seconds=sql_box.SECONDS)
        look.notice(f"{said} {answer.detail}".strip())
        return
    n = words.number(len(answer.rows), 0)
    look.note(t("sql.cut" if answer.is_cut else "rows", n=n))
    shown = answer.rows[:200]
    columns = [
        Column(name, itemgetter(i), partial(sql_box_cell, i))
        for i, name in enumerate(answer.columns)
    ]
    grid(shown, columns, is_sorted=True)
    if len(answer.rows) > len(shown):
        look.note(t("sql.shown", n=len(shown)))
    take.buttons("query", columns, answer.rows, [("build", data.current_build().name)])


def sql_box_cell(at: int, row: list[Any]) -> Any:
    """Return a cell of an answer."""
    return look.missing("null") if row[at] is None else row[at]
