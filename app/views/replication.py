"""Replication: the paper's twelve claims and its Table 4 beside ours."""

from functools import partial

import streamlit as st

from app import charts, data, look, words
from app.data import Row
from app.say import say
from app.tables import grid
from app.texts import t
from app.views import controls

TAGS = {"reproduced": "yes", "not_reproduced": "no", "not_testable": "unknown"}


def show() -> None:
    """Draw the page."""
    if not data.is_combined():
        look.title(t("claims.other_subject"), "", look.in_reading())
        controls.reading()
        return
    rows = data.ask("replication/claims")
    look.title(say("replication/headline"), say("replication/lead"), look.in_reading())
    controls.reading()
    grid(rows, "replication/claims",
         own={"claim": claim, "outcome": outcome, "facts_met": facts_met})  # fmt: skip
    look.note(t("claims.note"))
    facts(rows)
    table_4()


def claim(row: Row) -> look.Html:
    """Return a claim with its number."""
    number = f'<span class="soft">{row["claim_number"]}</span>'
    return look.Html(f"{number} {look.html_of(words.name(row, 'claim'))}")


def facts_met(row: Row) -> str:
    """Say how many of the statements of a claim hold."""
    return t("claims.met", n=row["n_facts_met"], all=row["n_facts"])


def tag(kind: str, text: str) -> look.Html:
    """Return a coloured word."""
    return look.Html(f'<span class="tag {kind}">{look.html_of(text)}</span>')


def outcome(row: Row) -> look.Html:
    """Return the outcome of a claim, and that of its other wording where it differs."""
    text: str = tag(TAGS[row["outcome"]], t("outcome." + row["outcome"]))
    other = row["other_wording_outcome"]
    if other and other != row["outcome"]:
        said = t("claims.read_otherwise", outcome=t("outcome." + other))
        text += f' <span class="soft">{look.html_of(said)}</span>'
    return look.Html(text)


def facts(rows: list[Row]) -> None:
    """Show the statements of a chosen claim with the figures."""
    look.section(t("claims.detail"))
    labels = {
        row["claim_id"]: f"{row['claim_number']} · {words.name(row, 'claim')}"
        for row in rows
    }
    controls.chooser(t("claims.claim"), labels, "claim", width="stretch")
    stated = data.ask("replication/claim_facts")
    of_claim = partial(grid, table="replication/claim_facts", own={
        "fact": fact, "expected": expected, "actual": actual,
        "met": lambda row: tag(row["met"], t(f"met.{row['met']}"))})  # fmt: skip
    of_claim([row for row in stated if row["wording"] == "counted"])
    (chosen,) = [r for r in rows if r["claim_id"] == st.session_state["claim"]]
    if chosen["other_wording_outcome"]:
        wording = words.name(chosen, "other_wording")
        look.note(t("claims.other_wording", wording=wording))
        of_claim([row for row in stated if row["wording"] == "other"])


def fact(row: Row) -> str:
    """Say what a statement of the paper is about."""
    subject = words.name(row, "cluster")
    if row["other_cluster_id"]:
        subject = t("fact.against", one=subject, other=words.name(row, "other_cluster"))
    parts = [subject, words.name(row, "dimension"), t(f"measure.{row['measure']}")]
    return t("fact.comma").join([p for p in parts if p] + [row["period"]])


def fact_number(row: Row, column: str) -> str:
    """Return a figure of a statement: ranks are whole."""
    is_whole = row["measure"].endswith("_rank") or row[column] == 0
    return words.number(row[column], 0 if is_whole else 3)


def expected(row: Row) -> str:
    """Say what the paper expects."""
    value = fact_number(row, "expected_value")
    text = t(f"comparison.{row['comparison']}", value=value)
    margin = f" ± {words.number(row['tolerance'], 3)}" if row["tolerance"] else ""
    return text + margin


def actual(row: Row) -> str:
    """Say what the marts have, and how many share a rank."""
    n = row["n_sharing_rank"] or 1
    shared = t("claims.shared", n=n) if n > 1 else ""
    return fact_number(row, "actual_value") + shared


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
