"""Data quality: coverage, gates, fates of figures, corrections, what is missing."""

import json
from collections import Counter

import streamlit as st

from app import data, look, tables, words
from app.sentences import method
from app.tables import across, grid, named, number, part, table, text
from app.texts import t
from app.views import controls

NONE = look.Html('<span class="soft">0</span>')
FATES = ("used", "superseded", "corrected", "rejected")


def show() -> None:
    """Draw the page."""
    rows = data.ask("quality/fates")
    total = sum(r["n_values"] for r in rows)
    used = sum(r["n_values"] for r in rows if r["fate"] == "used")
    available = data.ask("quality/availability")
    look.title(
        t("quality.headline", n=words.number(total, 0),
          share=words.percent(used / total if total else None, 1)),
        method.left_out_lead(available),
        look.in_reading(),
    )  # fmt: skip
    controls.reading()
    coverage()
    left_out([r for r in available if not r["is_used"]])
    fates(rows)
    corrections()
    gate_table(data.ask("quality/gate_results"))
    build()


def coverage() -> None:
    """Show in how many cities each indicator has a value, year by year."""
    cluster = st.session_state["cluster"]
    cells = data.ask("quality/coverage")
    years = sorted({row["year"] for row in cells})
    whole = {(r["indicator_id"], r["year"]) for r in cells if r["coverage"] == 1}
    name = words.names(data.clusters(), "cluster")[cluster]
    indicators = data.ask("shared/all_indicators")
    own = data.reading_years()

    few = own if len(own) <= controls.FEW_YEARS else own[:: len(own) - 1]
    said = (t("comma") if few is own else "–").join(map(str, few))
    n = sum(all((i["indicator_id"], year) in whole for year in own) for i in indicators)
    lead = t("quality.coverage_lead", cluster=name, n=n, years=said)
    look.section(t("quality.coverage"), lead if own else "")
    controls.cluster()

    def covered(row: data.Row | None) -> look.Cell:
        if not row or not row["n_cities"]:
            return NONE, look.HATCH
        estimated = row["n_carried"] + row["n_interpolated"]
        shown = str(row["n_cities"])
        if estimated:
            shown = look.estimate(shown, t("quality.estimated", n=estimated))
        return shown, look.heat(row["coverage"], 1.4)

    heads = {year: f"’{year % 100:02d}" for year in years}
    columns = across(cells, "indicator_id", "year", heads, covered)
    grid(indicators, [named("indicator"), *columns])
    members = max((row["n_members"] for row in cells), default=0)
    if years:
        look.note(t("quality.coverage_note", n=members, first=years[0], last=years[-1]))


def left_out(out: list[data.Row]) -> None:
    """Show which indicators are not in the index, and why."""
    if not out:
        return
    columns = [
        named("indicator"),
        named("dimension"),
        text("quality.cells", is_number=True, value=lambda row:
             f"{row['n_cells_with_statistic'] or 0} / {row['n_cells'] or 0}"),
        number("quality.values", lambda row: row["n_values"] or 0, 0),
        text("quality.reason", lambda row: words.text(row, "data_note")
             or words.text(row, "reason") or "–", is_wide=True),
    ]  # fmt: skip
    is_balanced = data.reading_row()["indicator_set"] == "balanced"
    note = "quality.left_out_note" if is_balanced else "quality.left_out_available"
    part(t("quality.left_out"), "", out, columns, t(note))


def fates(rows: list[data.Row]) -> None:
    """Show what became of the published values of each publication."""
    look.section(t("quality.fates"), t("quality.fates_lead"))

    def count(row: data.Row | None) -> str:
        return words.number(row["n_values"], 0) if row else NONE

    heads = {fate: t(f"fate.{fate}") for fate in FATES}
    counts = across(rows, "source_id", "fate", heads, count)
    sources = {row["source_id"]: row for row in rows}
    grid(sources.values(), [named("title", "source"), *counts])
    reasons = data.ask("quality/rejections")
    if reasons:
        why = text(
            "quality.rejected_why", lambda row: t(f"flag.{row['flag'] or 'other'}")
        )
        grid(reasons, [why, number("quality.values", "n_values", 0)])


def corrections() -> None:
    """Show each corrected figure."""
    rows = data.ask("quality/corrections")
    if not rows:
        return
    columns = [
        named("city"),
        text("variable", lambda row: f"{words.name(row, 'variable')} "
                                     f"({words.unit_name(row['unit'])})"),
        tables.year(),
        number("quality.published", "published_value", words.exact),
        number("quality.in_use", "value_in_use", words.exact),
        text("quality.reason", lambda row: words.text(row, "reason"), is_wide=True),
    ]  # fmt: skip
    lead = t("quality.corrections_lead", n=len(rows))
    part(t("quality.corrections"), lead, rows, columns)


def gate_table(gates: list[data.Row]) -> None:
    """Show what the gates checked and found."""
    failed = Counter(g["severity"] for g in gates if not g["is_success"])
    n = sum(g["n_checked"] for g in gates)
    lead = t("quality.gates_lead", n=len(gates), values=words.number(n, 0),
             errors=failed["error"],
             warnings=failed.total() - failed["error"])  # fmt: skip
    gate = text("quality.gate", lambda row: t(f"gate.{row['gate']}"))
    counts = [
        number("quality.checked", "n_checked", 0),
        number("quality.findings", "n_failing", 0),
    ]
    columns = [
        gate,
        text("quality.severity", lambda row: t(f"severity.{row['severity']}")),
        number("quality.expectations", "n", 0),
        *counts,
    ]
    part(t("quality.gates"), lead, data.ask("quality/gates"), columns)

    def sample(row: data.Row) -> look.Html:
        found = "<br>".join(look.html_of(s[:160]) for s in samples(row)[:2])
        return look.Html(f'<span class="small">{found}</span>')

    rule = text("quality.rule", lambda row: look.prose(row["rule"]))
    with st.expander(t("quality.gate_detail")):
        grid(gates, [gate, rule, *counts, text("quality.sample", sample, is_wide=True)])


def samples(gate: data.Row) -> list[str]:
    """Return the first findings of an expectation."""
    try:
        found = json.loads(gate["failing_sample"])
    except ValueError:
        return []
    return [str(item) for item in found] if isinstance(found, list) else []


def build() -> None:
    """Show which build these marts are of."""
    (row,) = data.ask("quality/build_row")
    look.section(t("quality.build"))
    shown = ("build_id", "built_at", "code_version", "n_inputs")
    table([t("quality.property"), t("value")],
          [[t(f"quality.{name}"), row[name]] for name in shown])  # fmt: skip
