"""Replication: the paper's twelve claims and its Table 4 beside ours."""

import streamlit as st

from app import charts, data, look, words
from app.data import Row
from app.say import say
from app.tables import grid
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page."""
    if not data.ask("robustness/combined_schemes"):
        look.title(t("claims.other_subject"), "", look.in_reading())
        controls.reading()
        return
    rows = data.ask("replication/claims")
    look.title(say("replication/headline"), say("replication/lead"), look.in_reading())
    controls.reading()
    grid(rows, "replication/claims")
    look.note(t("claims.note"))
    facts(rows)
    table_4()


def facts(rows: list[Row]) -> None:
    """Show the statements of a chosen claim with the figures."""
    look.section(t("claims.detail"))
    labels = {
        row["claim_id"]: f"{row['claim_number']} · {words.name(row, 'claim')}"
        for row in rows
    }
    controls.chooser(t("claims.claim"), labels, "claim", width="stretch")
    stated = data.ask("replication/claim_facts")
    grid([r for r in stated if r["wording"] == "counted"], "replication/claim_facts")
    (chosen,) = [r for r in rows if r["claim_id"] == st.session_state["claim"]]
    if chosen["other_wording_outcome"]:
        wording = words.name(chosen, "other_wording")
        look.note(t("claims.other_wording", wording=wording))
        grid([r for r in stated if r["wording"] == "other"], "replication/claim_facts")


def table_4() -> None:
    """Show Table 4 of the paper beside ours: both values of each row on one line."""
    rows = data.ask("replication/table_4")
    if not rows:
        return
    look.section(t("claims.table_4"), say("replication/table_4_lead"))
    points = [{**r, "row": f"{words.name(r, 'dimension')} {r['year']}"} for r in rows]
    if rows[0]["largest"] is not None:
        charts.chart(
            "table_4",
            ["replication/table_4.file"],
            points,
            27 * len(points) + 50,
            title=t("claims.table_4"),
            about=[t("claims.marks"), t("claims.cv_axis"), look.caption()],
            is_on_page=True,
            order=[point["row"] for point in points],
            range=[0, rows[0]["largest"] * 1.05],
        )
    grid(rows, "replication/table_4")
    look.note(t("claims.table_4_note"))
