"""Data quality: coverage, gates, fates of figures, corrections, what is missing."""

import streamlit as st

from app import data, look, words
from app.data import Row
from app.say import say
from app.tables import firsts, grid, part
from app.texts import t
from app.views import controls

NONE = look.Html('<span class="soft">0</span>')


def show() -> None:
    """Draw the page."""
    fates = data.ask("quality/fates")
    available = data.ask("quality/availability")
    look.title(say("quality/headline"), say("quality/left_out_lead"), look.in_reading())
    controls.reading()
    coverage()
    is_balanced = data.reading_row()["indicator_set"] == "balanced"
    key = "quality.left_out_balanced" if is_balanced else "quality.left_out_available"
    part("quality.left_out", "quality/availability", "", t(key),
         rows=[row for row in available if not row["is_used"]])  # fmt: skip
    part("quality.fates", "quality/fates", t("quality.fates_lead"), rows=fates,
         own={"n_values": lambda row: words.number(row["n_values"], 0)
              if row["n_values"] else NONE})  # fmt: skip
    if rejections := data.ask("quality/rejections"):
        grid(rejections, "quality/rejections")
    n = len(data.ask("quality/corrections"))
    part("quality.corrections", "quality/corrections",
         t("quality.corrections_lead", n=n))  # fmt: skip
    gates()
    part("quality.build", "quality/build_row")


def coverage() -> None:
    """Show in how many cities each indicator has a value, year by year."""
    rows = data.ask("quality/coverage")
    own = data.reading_years()
    few = own if len(own) <= controls.FEW_YEARS else own[:: len(own) - 1]
    said = (t("comma") if few is own else "–").join(map(str, few))
    name = words.names(data.clusters(), "cluster")[st.session_state["cluster"]]
    n = sum(row["is_whole"] for row in firsts(rows, "indicator_id"))
    lead = t("quality.coverage_lead", cluster=name, n=n, years=said)
    look.section(t("quality.coverage"), lead if own else "")
    controls.cluster()

    def covered(row: Row) -> look.Cell:
        if not row.get("n_cities"):
            return NONE, look.HATCH
        shown = str(row["n_cities"])
        if n := row["n_estimated"]:
            shown = look.estimate(shown, t("quality.estimated", n=n))
        return shown, look.heat(row["coverage"], 1.4)

    grid(rows, "quality/coverage", own={"n_cities": covered})
    if years := sorted({row["year"] for row in rows if row["year"]}):
        look.note(t("quality.coverage_note", n=rows[0]["n_members"], first=years[0],
                    last=years[-1]))  # fmt: skip


def gates() -> None:
    """Show what the gates checked and found."""
    part("quality.gates", "quality/gates", say("quality/gates_lead"))
    with st.expander(t("quality.gate_detail")):
        grid(data.ask("quality/gate_results"), "quality/gate_results")
