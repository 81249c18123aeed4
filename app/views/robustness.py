"""Robustness: how sure a rank is, one choice at a time, and own weights."""

import streamlit as st

from app import charts, data, look, state, words
from app.data import Row
from app.say import say
from app.tables import firsts, grid, part
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page: the paper's reading and its agglomerations, then own weights."""
    years = data.reading_years(reading=data.PAPER)
    year = state.nearest_year(years)
    shares = data.ask("robustness/rank_shares", experiment="joint")
    look.title(
        say("robustness/headline", experiment="joint"),
        say("robustness/lead", experiment="joint"),
    )
    if not data.ask("robustness/combined_schemes"):
        called = words.name(data.reading_row(), "scenario")
        look.notice(t("robust.five_only", reading=called))
    controls.year(years)
    rank_table(shares, "robust.ranks")
    leads = data.ask("robustness/leads")
    error = max((row["standard_error"] for row in leads), default=0)
    part("robust.leads", "robustness/leads", say("robustness/leads_lead"),
         values={"error": words.number(100 * error, 1)})  # fmt: skip
    ranges(year)
    choices(year)
    without()
    weights(year)


def rank_table(shares: list[Row], caption: str) -> None:
    """Show the share of the draws in which an agglomeration has each rank alone."""
    if not shares:
        return
    grid(shares, "robustness/rank_shares", caption=t(caption))
    has_ties = any(row["share_tied"] for row in shares)
    note = t(f"{caption}_note", n=words.number(shares[0]["n_draws"], 0))
    look.note(words.sentences(note, t("robust.tied_note") if has_ties else ""))


def ranges(year: int) -> None:
    """Show what the index lies between in 95 of 100 draws."""
    rows = data.ask("robustness/index_ranges")
    if not rows:
        return
    lead, title = say("robustness/ranges_lead"), t("robust.ranges", year=year)
    look.section(title, lead)
    charts.chart(
        "ranges",
        ["robustness/index_ranges"],
        rows,
        48 * len(rows) + 50,
        title=title,
        about=[t("robust.ranges_note"), look.caption("footer")],
        alt=lead,
        range=[0, max(row["upper_95"] for row in rows) * 1.05],
    )


def choices(year: int) -> None:
    """Show what the doubt about each index is made of, then one choice at a time."""
    single = data.ask("robustness/single_choices")
    rows = data.ask("robustness/sensitivity")
    error = words.number(100 * (rows[0]["largest_error"] or 0), 0) if rows else ""
    part("robust.choices", "robustness/sensitivity", say("robustness/choices_lead"),
         say("robustness/choices_others"), values={"error": error})  # fmt: skip

    def choice(row: Row) -> str:
        called = words.name(row, "choice") or "–"
        is_extra = row["is_drawn"] is False
        return look.Html(f"<i>{look.html_of(called)}</i>") if is_extra else called

    def rank(row: Row) -> look.Cell | str:
        if not row or row["integration_index"] is None:
            return look.missing(t("no_figure"))
        shown = row["place"] or t("robust.tied")
        moved = look.Html(f"<b>{shown}</b>"), look.heat(1, 1)
        return moved if row["is_moved"] else shown

    part("robust.one", "robustness/single_choices", say("robustness/single_lead"),
         rows=single if len(firsts(single, "scenario_id")) > 1 else [],
         own={"choice": choice, "index_rank": rank})  # fmt: skip


def without() -> None:
    """Show which indicator, dimension or city a rank depends on."""
    if not data.ask("robustness/left_out_counts"):
        return
    lead = say("robustness/without_lead")
    if not part("robust.without", "robustness/leave_one_out", lead):
        look.section(t("robust.without", year=st.session_state["year"]), lead)


def weigh() -> None:
    """Keep the weights of the sliders as they stand in the address."""
    st.session_state["weights"] = state.text_of(
        [st.session_state.get(f"weight_{dimension}", weight)
         for dimension, weight in state.weights().items()]
    )  # fmt: skip


def weights(year: int) -> None:
    """Show the ranks under drawn weights, then under those of the reader."""
    look.section(t("robust.weights"), t("robust.weights_lead"))
    draws = data.ask("robustness/rank_shares", experiment="weights")
    rank_table(draws, "robust.draws")
    controls.reading(is_combined=True)
    dimensions = words.names(data.ask("overview/dimension_scores"), "dimension")
    if not dimensions:
        look.note(t("no_result"))
        return
    weight = state.weights()
    for column, (dimension, called) in zip(
        st.columns(len(dimensions)), dimensions.items(), strict=True
    ):
        key = f"weight_{dimension}"
        if st.session_state.get(key) != weight[dimension]:
            st.session_state[key] = weight[dimension]
        column.slider(look.label(called), 0.0, state.MAX_WEIGHT, step=state.WEIGHT_STEP,
                      key=key, on_change=weigh)  # fmt: skip
    if not any(weight[dimension] for dimension in dimensions):
        look.notice(t("robust.no_weight"))
        return
    year = min(data.reading_years(), key=lambda y: (abs(y - year), y))
    own, weights = tuple(weight), tuple(weight.values())
    rows = data.ask("robustness/weighted_index", year=year, dimensions=own,
                    weights=weights)  # fmt: skip
    grid(rows, "robustness/weighted_index")
    look.note(say("robustness/own_weights", year=year, dimensions=own, weights=weights))
