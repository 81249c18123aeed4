"""Replication: the paper's twelve claims and its Table 4 beside ours."""

from functools import partial

import streamlit as st

from app import charts, data, look, tables, words
from app.sentences import method
from app.tables import grid, named, number, share, text
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
    indicators = data.ask("quality/availability")
    missing = sum(not row["is_used"] for row in indicators)
    look.title(
        method.claims_headline(rows),
        words.sentences(
            method.claims_lead(rows, missing, len(indicators)),
            method.stand_ins(indicators),
        ),
        look.in_reading(),
    )
    controls.reading()
    claims(rows)
    facts(rows)
    table_4()


def claims(rows: list[data.Row]) -> None:
    """Show each claim with its outcome."""
    columns = [
        text("claims.claim", lambda row: look.Html(
            f'<span class="soft">{row["claim_number"]}</span> '
            f"{look.html_of(words.name(row, 'claim'))}"), is_wide=True),
        text("claims.outcome", outcome),
        text("claims.facts", is_number=True, value=lambda row:
             t("claims.met", n=row["n_facts_met"], all=row["n_facts"])),
        share("claims.share", "share_reproduced", is_wide=True),
        share("claims.share_not_testable", "share_not_testable", is_wide=True),
    ]  # fmt: skip
    grid(rows, columns)
    look.note(t("claims.note"))


def tag(kind: str, text: str) -> look.Html:
    """Return a coloured word."""
    return look.Html(f'<span class="tag {kind}">{look.html_of(text)}</span>')


def outcome(row: data.Row) -> look.Html:
    """Return the outcome of a claim, and that of its other wording where it differs."""
    text: str = tag(TAGS[row["outcome"]], t("outcome." + row["outcome"]))
    other = row["other_wording_outcome"]
    if other and other != row["outcome"]:
        said = t("claims.read_otherwise", outcome=t("outcome." + other))
        text += f' <span class="soft">{look.html_of(said)}</span>'
    return look.Html(text)


def fact_text(row: data.Row) -> str:
    """Say what a statement of the paper is about."""
    subject = words.name(row, "cluster")
    if row["other_cluster_id"]:
        subject = t("fact.against", one=subject, other=words.name(row, "other_cluster"))
    parts = [subject, words.name(row, "dimension"), t(f"measure.{row['measure']}")]
    when = str(row["year"])
    if row["from_year"]:
        when = f"{row['from_year']}–{row['year']}"
    return t("fact.comma").join([p for p in parts if p] + [when])


def expected(row: data.Row) -> str:
    """Say what the paper expects."""
    value = fact_number(row, row["expected_value"])
    text = t(f"comparison.{row['comparison']}", value=value)
    if row["tolerance"]:
        text += f" ± {words.number(row['tolerance'], 3)}"
    return text


def fact_number(row: data.Row, value: float | None) -> str:
    """Return a figure of a statement: ranks are whole."""
    whole = row["measure"].endswith("_rank") or value == 0
    return words.number(value, 0 if whole else 3)


def actual(row: data.Row) -> str:
    """Say what the marts have, and how many share a rank."""
    text = fact_number(row, row["actual_value"])
    if (row["n_sharing_rank"] or 1) > 1:
        text += t("claims.shared", n=row["n_sharing_rank"])
    return text


def facts(rows: list[data.Row]) -> None:
    """Show the statements of a chosen claim with the figures."""
    look.section(t("claims.detail"))
    labels = {
        row["claim_id"]: f"{row['claim_number']} · {words.name(row, 'claim')}"
        for row in rows
    }
    controls.chooser(t("claims.claim"), labels, "claim", width="stretch")
    chosen = st.session_state["claim"]
    stated = data.ask("replication/claim_facts")
    fact_table([row for row in stated if row["wording"] == "counted"])
    (claim,) = [row for row in rows if row["claim_id"] == chosen]
    if claim["other_wording_outcome"]:
        look.note(t("claims.other_wording", wording=words.name(claim, "other_wording")))
        fact_table([row for row in stated if row["wording"] == "other"])


def fact_table(rows: list[data.Row]) -> None:
    """Show statements with the figures beside them."""

    def met(row: data.Row) -> look.Html:
        kind = {True: "yes", False: "no", None: "unknown"}[row["is_met"]]
        return tag(kind, t("met." + kind))

    columns = [
        text("claims.fact", fact_text),
        text("claims.expected", expected, is_number=True),
        text("claims.actual", actual, is_number=True),
        text("claims.outcome", met),
    ]
    grid(rows, columns)


def table_4() -> None:
    """Show Table 4 of the paper beside ours."""
    rows = data.ask("replication/table_4")
    if not rows:
        return
    look.section(t("claims.table_4"), method.table_4_lead(rows))
    dumbbell(rows)

    def paper(row: data.Row) -> str:
        value = row["published_between_cluster_cv"]
        return look.missing(t("claims.not_printed")) if value is None else (
            words.number(value, 3))  # fmt: skip

    columns = [
        named("dimension"),
        tables.year(),
        number("claims.ours", "between_cluster_cv", 3),
        text("claims.paper", paper, is_number=True),
        number("claims.difference", "difference", partial(words.signed, decimals=3)),
    ]
    grid(rows, columns)
    look.note(t("claims.table_4_note"))


def dumbbell(rows: list[data.Row]) -> None:
    """Show both values of each row on one line."""
    points = [
        {"row": f"{words.name(r, 'dimension')} {r['year']}",
         "ours": r["between_cluster_cv"], "paper": r["published_between_cluster_cv"],
         "is_printed": r["difference"] is not None}
        for r in rows
    ]  # fmt: skip
    values = [v for p in points for v in (p["ours"], p["paper"]) if v is not None]
    if not values:
        return
    charts.chart(
        "table_4",
        "table_4",
        27 * len(points) + 50,
        title=t("claims.table_4"),
        about=[t("claims.marks"), t("claims.cv_axis"), look.caption()],
        rows=points,
        columns=[text("dimension", "row"), text("claims.ours", "ours"),
                 text("claims.paper", "paper")],
        is_on_page=True,
        points=points,
        order=[p["row"] for p in points],
        range=[0, max(values) * 1.05],
    )  # fmt: skip
