"""Data quality: coverage, gates, fates of figures, corrections, what is missing."""

import json

import streamlit as st

from app import data, look, sentences, words
from app.texts import t
from app.views.controls import FEW_YEARS, cluster_control, reading_control

FATES = ("used", "superseded", "corrected", "rejected")


def show() -> None:
    """Draw the page."""
    rows = data.ask("quality/fates")
    total = sum(r["n_values"] for r in rows)
    used = sum(r["n_values"] for r in rows if r["fate"] == "used")
    gates = data.ask("quality/gate_results")
    errors = [g for g in gates if not g["is_success"] and g["severity"] == "error"]
    warnings = [g for g in gates if not g["is_success"] and g["severity"] != "error"]
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
    gate_table(gates, errors, warnings)
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
    lines: list = []
    for indicator in data.ask("shared/all_indicators", reading=reading):
        line: list = [words.name(indicator, "indicator")]
        for year in years:
            row = cell.get((indicator["indicator_id"], year))
            if not row or not row["n_cities"]:
                line.append((look.Html('<span class="soft">0</span>'), look.HATCH))
                continue
            estimated = row["n_carried"] + row["n_interpolated"]
            text = str(row["n_cities"])
            if estimated:
                text = look.Html(
                    f'<span class="estimate" title="'
                    f'{look.html_of(t("quality.estimated", n=estimated))}">{text}</span>'
                )
            line.append((text, look.heat(row["coverage"], 1.4)))
        lines.append(line)
    look.table(
        [t("parameter.indicator"), *(f"’{year % 100:02d}" for year in years)],
        lines,
        numeric=range(1, 1 + len(years)),
    )
    members = max((r["n_members"] for r in cell.values()), default=0)
    if years:
        look.note(t("quality.coverage_note", n=members, first=years[0], last=years[-1]))


def left_out(out: list[data.Row], reading: str) -> None:
    """Show which indicators are not in the index, and why."""
    if not out:
        return
    look.section(t("quality.left_out"))
    look.table(
        [
            t("parameter.indicator"),
            t("dimension"),
            t("quality.cells"),
            t("quality.values"),
            t("quality.reason"),
        ],
        [
            [
                words.name(r, "indicator"),
                words.name(r, "dimension"),
                f"{r['n_cells_with_statistic'] or 0} / {r['n_cells'] or 0}",
                words.number(r["n_values"] or 0, 0),
                words.text(r, "data_note") or words.text(r, "reason") or "–",
            ]
            for r in out
        ],
        numeric=[2, 3],
        wide=[1],
    )
    is_balanced = data.reading_row(reading)["indicator_set"] == "balanced"
    look.note(
        t("quality.left_out_note" if is_balanced else "quality.left_out_available")
    )


def fates(rows: list[data.Row]) -> None:
    """Show what became of the published values of each publication."""
    look.section(t("quality.fates"), t("quality.fates_lead"))
    by: dict[str, dict[str, int]] = {}
    names = {}
    for row in rows:
        by.setdefault(row["source_id"], {})[row["fate"]] = row["n_values"]
        names[row["source_id"]] = words.name(row, "title")
    zero = look.Html('<span class="soft">0</span>')
    look.table(
        [t("source"), *(t(f"fate.{f}") for f in FATES)],
        [
            [
                names[source],
                *(words.number(of[f], 0) if of.get(f) else zero for f in FATES),
            ]
            for source, of in by.items()
        ],
        numeric=range(1, 5),
    )
    reasons = data.ask("quality/rejections")
    if reasons:
        look.table(
            [t("quality.rejected_why"), t("quality.values")],
            [
                [
                    t(f"flag.{r['flag']}") if r["flag"] else t("flag.other"),
                    words.number(r["n_values"], 0),
                ]
                for r in reasons
            ],
            numeric=[1],
        )


def corrections() -> None:
    """Show each corrected figure."""
    rows = data.ask("quality/corrections")
    if not rows:
        return
    look.section(t("quality.corrections"), t("quality.corrections_lead", n=len(rows)))
    look.table(
        [t("parameter.city"), t("variable"), t("year"), t("quality.published"),
         t("quality.in_use"), t("quality.reason")],
        [
            [
                words.name(r, "city"),
                f"{words.name(r, 'variable')} ({words.unit_name(r['unit'])})",
                r["year"],
                words.exact(r["published_value"]),
                words.exact(r["value_in_use"]),
                words.text(r, "reason"),
            ]
            for r in rows
        ],
        numeric=[2, 3, 4],
        wide=[5],
    )  # fmt: skip


def gate_table(
    gates: list[data.Row], errors: list[data.Row], warnings: list[data.Row]
) -> None:
    """Show what the gates checked and found."""
    n = sum(g["n_checked"] for g in gates)
    look.section(
        t("quality.gates"),
        t("quality.gates_lead", n=len(gates), values=words.number(n, 0),
          errors=len(errors), warnings=len(warnings)),
    )  # fmt: skip
    suites: dict[tuple[str, str], list[data.Row]] = {}
    for gate in gates:
        suites.setdefault((gate["gate"], gate["severity"]), []).append(gate)
    look.table(
        [t("quality.gate"), t("quality.severity"), t("quality.expectations"),
         t("quality.checked"), t("quality.findings")],
        [
            [
                t(f"gate.{gate}"),
                t(f"severity.{severity}"),
                len(of),
                words.number(sum(g["n_checked"] for g in of), 0),
                words.number(sum(g["n_failing"] for g in of), 0),
            ]
            for (gate, severity), of in sorted(suites.items())
        ],
        numeric=[2, 3, 4],
    )  # fmt: skip
    with st.expander(t("quality.gate_detail")):
        look.table(
            [t("quality.gate"), t("quality.rule"), t("quality.checked"),
             t("quality.findings"), t("quality.sample")],
            [
                [
                    t(f"gate.{g['gate']}"),
                    look.prose(g["rule"]),
                    words.number(g["n_checked"], 0),
                    words.number(g["n_failing"], 0),
                    look.Html('<span class="small">'
                              + "<br>".join(look.html_of(s[:160])
                                            for s in samples(g)[:2]) + "</span>"),
                ]
                for g in gates
            ],
            numeric=[2, 3],
            wide=[4],
        )  # fmt: skip


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
    look.table(
        [t("quality.property"), t("value")],
        [
            [t("quality.build_id"), row["build_id"]],
            [t("quality.built_at"), row["built_at"]],
            [t("quality.code"), row["code_version"]],
            [t("quality.inputs"), row["n_inputs"]],
        ],
    )
