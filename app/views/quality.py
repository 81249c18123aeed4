"""Data quality: coverage, gates, fates of figures, corrections, what is missing."""

import json
from collections import Counter

import streamlit as st

from app import data, look, sentences, words
from app.tables import Column, Said, grid, named, number, table, text
from app.texts import t
from app.views.controls import FEW_YEARS, cluster_control, reading_control

NONE = look.Html('<span class="soft">0</span>')
FATES = ("used", "superseded", "corrected", "rejected")


def show() -> None:
    """Draw the page."""
    rows = data.ask("quality/fates")
    total = sum(r["n_values"] for r in rows)
    used = sum(r["n_values"] for r in rows if r["fate"] == "used")
    gates = data.ask("quality/gate_results")
    reading = st.session_state["reading"]
    available = data.ask("quality/availability", reading=reading)
    out = [r for r in available if not r["is_used"]]
    look.title(
        t("quality.headline", n=words.number(total, 0),
          share=words.percent(used / total if total else None, 1)),
        sentences.method.left_out_lead(available),
        look.in_reading(),
    )  # fmt: skip
    reading_control()
    coverage(reading)
    left_out(out, reading)
    fates(rows)
    corrections()
    gate_table(gates)
    build()


def coverage(reading: str) -> None:
    """Show in how many cities each indicator has a value, year by year."""
    cluster, scheme = st.session_state["cluster"], data.scheme_of(reading)
    cell = {
        (r["indicator_id"], r["year"]): r
        for r in data.ask("quality/coverage", scheme=scheme)
        if r["cluster_id"] == cluster
    }
    years = sorted({year for _, year in cell})
    name = words.names(data.clusters(scheme), "cluster")[cluster]
    own_years = data.reading_years(reading)
    whole = [
        i
        for i in data.ask("shared/all_indicators", reading=reading)
        if own_years
        and all(
            (cell.get((i["indicator_id"], y)) or {}).get("coverage") == 1
            for y in own_years
        )
    ]
    few = own_years if len(own_years) <= FEW_YEARS else own_years[:: len(own_years) - 1]
    look.section(
        t("quality.coverage"),
        t("quality.coverage_lead", cluster=name, n=len(whole),
          years=(t("comma") if few is own_years else "–").join(map(str, few)))
        if own_years else "",
    )  # fmt: skip
    cluster_control(scheme)

    def column(year: int) -> Column:
        def show(indicator: data.Row) -> look.Cell:
            row = cell.get((indicator["indicator_id"], year))
            if not row or not row["n_cities"]:
                return NONE, look.HATCH
            estimated = row["n_carried"] + row["n_interpolated"]
            shown: str = str(row["n_cities"])
            if estimated:
                why = look.html_of(t("quality.estimated", n=estimated))
                shown = look.Html(
                    f'<span class="estimate" title="{why}">{shown}</span>'
                )
            return shown, look.heat(row["coverage"], 1.4)

        return text(Said(f"’{year % 100:02d}"), show, is_number=True)

    grid(data.ask("shared/all_indicators", reading=reading),
         [named("indicator"), *map(column, years)])  # fmt: skip
    members = max((r["n_members"] for r in cell.values()), default=0)
    if years:
        look.note(t("quality.coverage_note", n=members, first=years[0], last=years[-1]))


def left_out(out: list[data.Row], reading: str) -> None:
    """Show which indicators are not in the index, and why."""
    if not out:
        return
    look.section(t("quality.left_out"))
    columns = [
        named("indicator"),
        named("dimension"),
        text("quality.cells", is_number=True, value=lambda row:
             f"{row['n_cells_with_statistic'] or 0} / {row['n_cells'] or 0}"),
        number("quality.values", lambda row: row["n_values"] or 0, 0),
        text("quality.reason", lambda row: words.text(row, "data_note")
             or words.text(row, "reason") or "–", is_wide=True),
    ]  # fmt: skip
    grid(out, columns)
    is_balanced = data.reading_row(reading)["indicator_set"] == "balanced"
    look.note(
        t("quality.left_out_note" if is_balanced else "quality.left_out_available")
    )


def fates(rows: list[data.Row]) -> None:
    """Show what became of the published values of each publication."""
    look.section(t("quality.fates"), t("quality.fates_lead"))
    n = {(row["source_id"], row["fate"]): row["n_values"] for row in rows}

    def count(fate: str) -> Column:
        def show(row: data.Row) -> str:
            found = n.get((row["source_id"], fate))
            return words.number(found, 0) if found else NONE

        return text(f"fate.{fate}", show, is_number=True)

    sources = {row["source_id"]: row for row in rows}
    grid(sources.values(), [named("title", "source"), *map(count, FATES)])
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
    look.section(t("quality.corrections"), t("quality.corrections_lead", n=len(rows)))
    columns = [
        named("city"),
        text("variable", lambda row: f"{words.name(row, 'variable')} "
                                     f"({words.unit_name(row['unit'])})"),
        text("year", "year", is_number=True),
        number("quality.published", "published_value", words.exact),
        number("quality.in_use", "value_in_use", words.exact),
        text("quality.reason", lambda row: words.text(row, "reason"), is_wide=True),
    ]  # fmt: skip
    grid(rows, columns)


def gate_table(gates: list[data.Row]) -> None:
    """Show what the gates checked and found."""
    failed = Counter(g["severity"] for g in gates if not g["is_success"])
    n = sum(g["n_checked"] for g in gates)
    look.section(
        t("quality.gates"),
        t("quality.gates_lead", n=len(gates), values=words.number(n, 0),
          errors=failed["error"], warnings=failed.total() - failed["error"]),
    )  # fmt: skip
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
    grid(data.ask("quality/gates"), columns)

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
    head = {"build_id": "build_id", "built_at": "built_at", "code_version": "code",
            "n_inputs": "inputs"}  # fmt: skip
    table([t("quality.property"), t("value")],
          [[t(f"quality.{key}"), row[column]] for column, key in head.items()])  # fmt: skip
