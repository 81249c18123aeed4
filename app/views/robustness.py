"""Robustness: how sure a rank is, one choice at a time, and own weights."""

from collections import Counter

import streamlit as st

from app import charts, data, look, sentences, state, take, words
from app.charts import layer, name
from app.tables import Column, Said, cluster, grid, named, number, pivot, share, text
from app.texts import ordinal, t
from app.views.controls import reading_control, year_control


def show() -> None:
    """Draw the page: the paper's reading and its agglomerations, then own weights."""
    years = data.reading_years(data.PAPER)
    year = state.nearest_year(years)
    paper = data.reading_row(data.PAPER)
    scheme = paper["membership_scheme_id"]
    names = words.names(
        data.ask("robustness/in_order", scheme=scheme, year=year), "cluster"
    )
    shares = data.ask("robustness/rank_shares", year=year)
    look.title(*sentences.method.rank_sentences(shares, names, year))
    if data.scheme_of(st.session_state["reading"]) not in data.column(
        "robustness/combined_schemes", "membership_scheme_id"
    ):
        chosen = data.reading_row(st.session_state["reading"])
        look.notice(t("robust.five_only", reading=words.name(chosen, "scenario")))
    year_control(years)
    if shares:
        rank_table(shares, names)
    leads(year, names)
    ranges(year)
    doubts(year, names)
    one_by_one(year, names)
    without(year, names)
    weights(year, names)


def rank_table(
    shares: list[data.Row], names: dict[str, str], caption: str = "robust.ranks"
) -> None:
    """Show the share of the draws in which an agglomeration has each rank alone."""
    share_of = {(r["cluster_id"], r["index_rank"]): r["share_alone"] for r in shares}
    tied: Counter[str] = Counter()
    for row in shares:
        tied[row["cluster_id"]] += row["share_tied_at_zero"]
    has_ties = any(tied.values())

    def rank(k: int) -> Column:
        return share(
            Said(ordinal(k)),
            lambda row: share_of.get((row["cluster_id"], k)) or None,
            heat=1,
        )

    columns = [cluster(), *map(rank, range(1, len(names) + 1))]
    if has_ties:
        columns.append(
            share("robust.tied", lambda row: tied[row["cluster_id"]] or None, heat=1)
        )
    grid(in_order(names), columns, caption=t(caption))
    note = t(f"{caption}_note", n=words.number(shares[0]["n_draws"], 0))
    look.note(words.sentences(note, t("robust.tied_note") if has_ties else ""))


def in_order(names: dict[str, str]) -> list[data.Row]:
    """Return the agglomerations in the order of their names."""
    known = {row["cluster_id"]: row for row in data.clusters()}
    return [known[id_] for id_ in names]


def leads(year: int, names: dict[str, str]) -> None:
    """Say in how many of a hundred draws each is ahead of the next, and the rest."""
    rows = [
        r
        for r in data.ask("robustness/leads", year=year)
        if {r["cluster_id"], r["other_cluster_id"]} <= set(names)
    ]
    if not rows:
        return
    look.section(t("robust.leads", year=year), sentences.method.leads_lead(rows, names))
    columns = [
        cluster(),
        text("robust.other", lambda row: names[row["other_cluster_id"]]),
        share("robust.ahead", "share_ahead"),
        share("robust.behind", "share_behind"),
        share("robust.same", "share_tied"),
        share("robust.tied", "share_tied_at_zero"),
    ]
    grid(rows, columns)
    error = max(r["standard_error"] for r in rows)
    look.note(t("robust.leads_note", error=words.number(100 * error, 1)))


def ranges(year: int) -> None:
    """Show what the index lies between in 95 of 100 draws."""
    rows = data.ask("robustness/index_ranges", year=year)
    if not rows:
        return
    lead = sentences.method.ranges_lead(rows)
    title = t("robust.ranges", year=year)
    look.section(title, lead)
    colours = look.cluster_colours()
    points = [
        {"cluster": words.name(r, "cluster"), "low": r["lower_95"],
         "high": r["upper_95"], "median": r["median_value"],
         "paper": r["paper_value"], "colour": colours[r["cluster_id"]], "zero": 0}
        for r in rows
        if r["upper_95"] is not None
    ]  # fmt: skip
    if not points:
        return
    y = name("cluster", sort=[p["cluster"] for p in points], axis=None)
    scale = {"domain": [0, max(p["high"] for p in points) * 1.05]}

    def x(field: str) -> charts.Spec:
        return charts.number(field, t("index"), scale=scale, axis={"tickCount": 6})

    colour = name("colour", scale=None)
    measures = ("low", "median", "high", "paper")
    tooltip = [
        name("cluster", t("agglomeration")),
        *(charts.number(f, t(f"robust.{f}"), format=",.2f") for f in measures),
    ]
    common = {"y": y, "color": colour, "tooltip": tooltip}
    about = [t("robust.ranges_note"), look.build_caption()]
    charts.chart(
        "ranges",
        [
            layer(points, "rule", {"strokeWidth": 7, "opacity": 0.35, "strokeCap": "round"},
                  x=x("low"), x2={"field": "high"}, **common),
            layer(points, "tick", {"thickness": 2.5, "size": 18}, x=x("median"), **common),
            layer(points, "point", {"filled": True, "size": 95, "opacity": 1,
                                    "stroke": look.PAPER[look.theme()],
                                    "strokeWidth": 1.5}, x=x("paper"), **common),
            layer(points, "text", {"align": "left", "dy": -16, "fontSize": 13,
                                   "fontWeight": 600},
                  x=x("zero"), y=y, color=colour, text=name("cluster")),
        ],
        lead or title,
        48 * len(points) + 50,
        title=title,
        about=about,
    )  # fmt: skip
    columns = [text("agglomeration", "cluster")]
    columns += [number(f"robust.{f}", f) for f in measures]
    take.values("ranges", title, points, columns, about)


def doubts(year: int, names: dict[str, str]) -> None:
    """Show what the doubt about each index is made of."""
    rows = data.ask("robustness/sensitivity", year=year)
    index = {(r["uncertainty_id"], r["cluster_id"]): r for r in rows}
    names_of = words.names(rows, "uncertainty")
    if not rows:
        return

    def total(source: str) -> float:
        found = [index[source, c]["total_index"] for c in names
                 if (source, c) in index]  # fmt: skip
        return sum(v or 0 for v in found)

    totals = [
        {"choice": words.inline(names_of[source]), "total": total(source)}
        for source in names_of
    ]
    look.section(t("robust.choices", year=year), sentences.method.choices_lead(totals))
    order = sorted(names_of, key=total, reverse=True)
    across = [{**r, "cluster_en": names[r["cluster_id"]], "cluster_zh": ""}
              for c in names for r in rows if r["cluster_id"] == c]  # fmt: skip
    pivot(across, "uncertainty", "cluster", "total_index", order=order, largest=1,
          form=words.percent, head="choice")  # fmt: skip
    others = [
        name
        for choice, name in words.names(data.ask("robustness/choices"), "choice").items()
        if choice not in names_of
        and choice in {
            r["choice_id"] for r in data.ask("robustness/single_choices", year=year)
        }
    ]  # fmt: skip
    error = max((r["total_error"] or 0 for r in rows), default=0)
    look.note(
        words.sentences(
            t("robust.choices_note", error=words.number(100 * error, 0)),
            t("robust.choices_others", choices=words.join(others)) if others else "",
        )
    )


def one_by_one(year: int, names: dict[str, str]) -> None:
    """Show the ranks where one choice is switched and all others stay the paper's."""
    rows = data.ask("robustness/single_choices", year=year)
    names_of = words.names(data.ask("robustness/choices"), "choice")
    drawn = {r["uncertainty_id"] for r in data.ask("robustness/sensitivity", year=year)}
    readings: dict[str, list[data.Row]] = {}
    for row in rows:
        readings.setdefault(row["scenario_id"], []).append(row)
    paper = {r["cluster_id"]: r["index_rank"] for r in readings.pop(data.PAPER, [])}
    if not readings:
        return
    look.section(
        t("robust.one", year=year),
        sentences.method.single_lead(list(readings.values()), paper),
    )

    def choice(row: data.Row) -> str:
        if row["scenario_id"] == data.PAPER:
            return "–"
        called = names_of[row["choice_id"]]
        is_drawn = row["choice_id"] in drawn
        return called if is_drawn else look.Html(f"<i>{look.html_of(called)}</i>")

    cell = {(row["scenario_id"], row["cluster_id"]): row for row in rows}

    def rank(id_: str) -> Column:
        def show(of: data.Row) -> look.Cell | str:
            row = cell.get((of["scenario_id"], id_))
            if row is None or row["integration_index"] is None:
                return look.marked({"value": None}, None)
            shown = t("robust.tied")
            if row["index_rank"] is not None:
                shown = f"{'=' if row['n_sharing_rank'] > 1 else ''}{row['index_rank']}"
            if row["index_rank"] == paper.get(id_):
                return shown
            return look.Html(f"<b>{shown}</b>"), look.heat(1, 1)

        return text(Said(names[id_]), show, is_number=True)

    columns = [
        named("scenario", "parameter.reading"),
        text("choice", choice),
        *map(rank, names),
    ]
    of_paper = [row for row in rows if row["scenario_id"] == data.PAPER]
    grid([of[0] for of in [of_paper, *readings.values()]], columns)
    look.note(t("robust.one_note"))


def without(year: int, names: dict[str, str]) -> None:
    """Show which indicator, dimension or city a rank depends on."""
    n = {
        row["left_out_kind"]: row["n"]
        for row in data.ask("robustness/left_out_counts", year=year)
    }
    rows = data.ask("robustness/leave_one_out", year=year)
    if not n:
        return
    look.section(t("robust.without", year=year), sentences.method.without_lead(rows, n))
    if not rows:
        return
    columns = [
        named("left_out", "robust.left_out"),
        text("robust.kind", lambda row: t(f"left_out.{row['left_out_kind']}")),
        cluster(),
        number("robust.rank_without", "index_rank", 0, is_bold=True),
        number("robust.rank_with", "paper_rank", 0),
    ]  # fmt: skip
    grid(rows, columns)


def weigh() -> None:
    """Keep the weights of the sliders as they stand in the address."""
    st.session_state["weights"] = state.text_of(
        [st.session_state.get(f"weight_{dimension}", weight)
         for dimension, weight in state.weights().items()]
    )  # fmt: skip


def weights(year: int, names: dict[str, str]) -> None:
    """Show the ranks under drawn weights, then under those of the reader."""
    look.section(t("robust.weights"), t("robust.weights_lead"))
    draws = data.ask("robustness/weight_draws", year=year)
    if draws:
        rank_table(draws, names, "robust.draws")
    reading_control(is_combined=True)
    reading = st.session_state["reading"]
    dimensions = words.names(
        data.ask("overview/dimension_scores", reading=reading), "dimension"
    )
    if not dimensions:
        look.note(t("no_result"))
        return
    columns = st.columns(len(dimensions))
    weight = state.weights()
    for column, (dimension, called) in zip(columns, dimensions.items(), strict=True):
        key = f"weight_{dimension}"
        if st.session_state.get(key) != weight[dimension]:
            st.session_state[key] = weight[dimension]
        with column:
            st.slider(
                look.label(called),
                0.0,
                state.MAX_WEIGHT,
                step=state.WEIGHT_STEP,
                key=key,
                on_change=weigh,
            )
    if not any(weight[dimension] for dimension in dimensions):
        look.notice(t("robust.no_weight"))
        return
    own_index(reading, year, weight)


def own_index(reading: str, year: int, weight: dict[str, float]) -> None:
    """Show the index of the chosen reading under the reader's weights."""
    years = data.reading_years(reading)
    year = min(years, key=lambda y: (abs(y - year), y))
    rows = data.ask(
        "robustness/weighted_index",
        reading=reading,
        year=year,
        dimensions=tuple(weight),
        weights=tuple(weight.values()),
    )
    columns = [
        cluster(),
        number("robust.own_rank", "weighted_rank", 0, is_bold=True),
        number("robust.own_index", "weighted_index"),
        number("robust.equal_rank", "index_rank", 0),
        number("robust.equal_index", "integration_index"),
    ]
    grid(sorted(rows, key=lambda r: r["weighted_rank"] or len(rows) + 1), columns)
    look.note(sentences.method.own_weights(rows, year))
