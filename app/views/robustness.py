"""Robustness: how sure a rank is, one choice at a time, and own weights."""

from collections import Counter

import streamlit as st

from app import charts, data, look, state, tables, words
from app.sentences import method
from app.tables import Column, cluster, grid, named, number, part, pivot, share, text
from app.texts import ordinal, t
from app.views import controls


def show() -> None:
    """Draw the page: the paper's reading and its agglomerations, then own weights."""
    years = data.reading_years(reading=data.PAPER)
    year = state.nearest_year(years)
    in_order = data.ask("robustness/in_order", scheme=data.scheme_of(data.PAPER))
    clusters = {row["cluster_id"]: row for row in in_order}
    names = words.names(clusters.values(), "cluster")
    shares = data.ask("robustness/rank_shares")
    look.title(*method.rank_sentences(shares, names, year))
    if not data.is_combined():
        called = words.name(data.reading_row(), "scenario")
        look.notice(t("robust.five_only", reading=called))
    controls.year(years)
    if shares:
        rank_table(shares, clusters)
    leads(year, names)
    ranges(year)
    doubts(year, names)
    one_by_one(year, names)
    without(year)
    weights(year, clusters)


def rank_table(
    shares: list[data.Row], clusters: dict[str, data.Row], caption: str = "robust.ranks"
) -> None:
    """Show the share of the draws in which an agglomeration has each rank alone."""
    share_of = {(r["cluster_id"], r["index_rank"]): r["share_alone"] for r in shares}
    tied: Counter[str] = Counter()
    for row in shares:
        tied[row["cluster_id"]] += row["share_tied_at_zero"]
    has_ties = any(tied.values())

    def rank(k: int) -> Column:
        def alone(row: data.Row) -> float | None:
            return share_of.get((row["cluster_id"], k)) or None

        return share(tables.Said(ordinal(k)), alone, heat=1)

    columns = [cluster(), *map(rank, range(1, len(clusters) + 1))]
    if has_ties:
        columns.append(
            share("robust.tied", lambda row: tied[row["cluster_id"]] or None, heat=1)
        )
    grid(clusters.values(), columns, caption=t(caption))
    note = t(f"{caption}_note", n=words.number(shares[0]["n_draws"], 0))
    look.note(words.sentences(note, t("robust.tied_note") if has_ties else ""))


def leads(year: int, names: dict[str, str]) -> None:
    """Say in how many of a hundred draws each is ahead of the next, and the rest."""
    rows = [r for r in data.ask("robustness/leads")
            if {r["cluster_id"], r["other_cluster_id"]} <= set(names)]  # fmt: skip
    if not rows:
        return
    columns = [
        cluster(),
        text("robust.other", lambda row: names[row["other_cluster_id"]]),
        share("robust.ahead", "share_ahead"),
        share("robust.behind", "share_behind"),
        share("robust.same", "share_tied"),
        share("robust.tied", "share_tied_at_zero"),
    ]
    error = words.number(100 * max(r["standard_error"] for r in rows), 1)
    note = t("robust.leads_note", error=error)
    title = t("robust.leads", year=year)
    part(title, method.leads_lead(rows, names), rows, columns, note)


def ranges(year: int) -> None:
    """Show what the index lies between in 95 of 100 draws."""
    rows = data.ask("robustness/index_ranges")
    if not rows:
        return
    lead, title = method.ranges_lead(rows), t("robust.ranges", year=year)
    look.section(title, lead)
    points = [r for r in rows if r["upper_95"] is not None]
    if not points:
        return
    charts.chart(
        "ranges",
        "ranges",
        48 * len(points) + 50,
        title=title,
        about=[t("robust.ranges_note"), look.caption("footer")],
        alt=lead,
        rows=points,
        columns=[
            named("cluster", "agglomeration"),
            number("robust.low", "lower_95"),
            number("robust.median", "median_value"),
            number("robust.high", "upper_95"),
            number("robust.paper", "paper_value"),
        ],
        points=points,
        range=[0, max(p["upper_95"] for p in points) * 1.05],
    )


def doubts(year: int, names: dict[str, str]) -> None:
    """Show what the doubt about each index is made of."""
    rows = [r for r in data.ask("robustness/sensitivity") if r["cluster_id"] in names]
    if not rows:
        return
    names_of = words.names(rows, "uncertainty")
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row["uncertainty_id"]] += row["total_index"] or 0
    said = [{"choice": words.inline(names_of[source]), "total": total}
            for source, total in totals.items()]  # fmt: skip
    look.section(t("robust.choices", year=year), method.choices_lead(said))
    across = [{**r, "cluster_en": names[c], "cluster_zh": ""}
              for c in names for r in rows if r["cluster_id"] == c]  # fmt: skip
    pivot(across, "uncertainty", "cluster", "total_index",
          order=[source for source, _ in totals.most_common()], largest=1,
          form=words.percent, head="choice")  # fmt: skip
    single = sorted((r for r in data.ask("robustness/single_choices")
                     if r["is_drawn"] is False),
                    key=lambda row: row["choice_number"])  # fmt: skip
    others = words.join([*dict.fromkeys(words.name(row, "choice") for row in single)])
    error = max((r["total_error"] or 0 for r in rows), default=0)
    look.note(
        words.sentences(
            t("robust.choices_note", error=words.number(100 * error, 0)),
            t("robust.choices_others", choices=others) if others else "",
        )
    )


def one_by_one(year: int, names: dict[str, str]) -> None:
    """Show the ranks where one choice is switched and all others stay the paper's."""
    rows = data.ask("robustness/single_choices")
    readings: dict[str, list[data.Row]] = {}
    for row in rows:
        readings.setdefault(row["scenario_id"], []).append(row)
    others = [of for reading, of in readings.items() if reading != data.PAPER]
    if not others:
        return
    paper = {r["cluster_id"]: r["index_rank"] for r in readings.get(data.PAPER, [])}

    def choice(row: data.Row) -> str:
        called = words.name(row, "choice") or "–"
        is_extra = row["is_drawn"] is False
        return look.Html(f"<i>{look.html_of(called)}</i>") if is_extra else called

    def rank(row: data.Row | None) -> look.Cell | str:
        if row is None or row["integration_index"] is None:
            return look.missing(t("no_figure"))
        shown = t("robust.tied")
        if row["index_rank"] is not None:
            shown = f"{'=' if row['n_sharing_rank'] > 1 else ''}{row['index_rank']}"
        if row["index_rank"] == paper.get(row["cluster_id"]):
            return shown
        return look.Html(f"<b>{shown}</b>"), look.heat(1, 1)

    columns = [
        named("scenario", "parameter.reading"),
        text("choice", choice),
        *tables.across(rows, "scenario_id", "cluster_id", names, rank),
    ]
    first = [of[0] for of in readings.values()]
    title, lead = t("robust.one", year=year), method.single_lead(others, paper)
    part(title, lead, first, columns, t("robust.one_note"))


def without(year: int) -> None:
    """Show which indicator, dimension or city a rank depends on."""
    n = {r["left_out_kind"]: r["n"] for r in data.ask("robustness/left_out_counts")}
    rows = data.ask("robustness/leave_one_out")
    if not n:
        return
    title, lead = t("robust.without", year=year), method.without_lead(rows, n)
    if not rows:
        look.section(title, lead)
        return
    columns = [
        named("left_out", "robust.left_out"),
        text("robust.kind", lambda row: t(f"left_out.{row['left_out_kind']}")),
        cluster(),
        number("robust.rank_without", "index_rank", 0, is_bold=True),
        number("robust.rank_with", "paper_rank", 0),
    ]
    part(title, lead, rows, columns)


def weigh() -> None:
    """Keep the weights of the sliders as they stand in the address."""
    st.session_state["weights"] = state.text_of(
        [st.session_state.get(f"weight_{dimension}", weight)
         for dimension, weight in state.weights().items()]
    )  # fmt: skip


def weights(year: int, clusters: dict[str, data.Row]) -> None:
    """Show the ranks under drawn weights, then under those of the reader."""
    look.section(t("robust.weights"), t("robust.weights_lead"))
    draws = data.ask("robustness/weight_draws")
    if draws:
        rank_table(draws, clusters, "robust.draws")
    controls.reading(is_combined=True)
    dimensions = words.names(data.ask("overview/dimension_scores"), "dimension")
    if not dimensions:
        look.note(t("no_result"))
        return
    columns = st.columns(len(dimensions))
    weight = state.weights()
    for column, (dimension, called) in zip(columns, dimensions.items(), strict=True):
        key = f"weight_{dimension}"
        if st.session_state.get(key) != weight[dimension]:
            st.session_state[key] = weight[dimension]
        column.slider(look.label(called), 0.0, state.MAX_WEIGHT, step=state.WEIGHT_STEP,
                      key=key, on_change=weigh)  # fmt: skip
    if any(weight[dimension] for dimension in dimensions):
        own_index(year, weight)
    else:
        look.notice(t("robust.no_weight"))


def own_index(year: int, weight: dict[str, float]) -> None:
    """Show the index of the chosen reading under the reader's weights."""
    year = min(data.reading_years(), key=lambda y: (abs(y - year), y))
    rows = data.ask("robustness/weighted_index", year=year, dimensions=tuple(weight),
                    weights=tuple(weight.values()))  # fmt: skip
    columns = [
        cluster(),
        number("robust.own_rank", "weighted_rank", 0, is_bold=True),
        number("robust.own_index", "weighted_index"),
        number("robust.equal_rank", "index_rank", 0),
        number("robust.equal_index", "integration_index"),
    ]
    grid(sorted(rows, key=lambda r: r["weighted_rank"] or len(rows) + 1), columns)
    look.note(method.own_weights(rows, year))
