"""Robustness: ranks over all readings, one choice at a time, and own weights."""

import streamlit as st

from app import data, look, state
from app.texts import ordinal, t
from app.views.controls import reading_control, year_control

CHOICE_ORDER = (
    "aggregation",
    "level_pool",
    "cv_pool",
    "negative_level",
    "specialisation_direction",
    "rail_definition",
    "membership_scheme_id",
    "sd_type",
)


def show() -> None:
    """Draw the page."""
    years = data.benchmark_years()
    year = state.nearest_year(years)
    names = look.names(data.clusters(), "cluster")
    shares = data.rank_shares(year)
    headline(shares, names, year)
    year_control(years)
    rank_table(shares, names)
    ranges(year)
    choices(year, names)
    one_by_one(year, names)
    without(year, names)
    weights(year, names)


def headline(shares: list[look.Row], names: dict[str, str], year: int) -> None:
    """Say whose rank is sure and whose is not."""
    if not shares:
        look.title(t("no_figure"))
        return
    usual = {
        c: max((r for r in shares if r["cluster_id"] == c),
               key=lambda r: r["share_of_readings"], default=None)
        for c in names
    }  # fmt: skip
    found = {c: r for c, r in usual.items() if r}
    surest = max(found.values(), key=lambda r: r["share_of_readings"])
    least = min(found.values(), key=lambda r: r["share_of_readings"])
    look.title(
        t(
            "robust.headline",
            cluster=names[surest["cluster_id"]],
            rank=ordinal(surest["index_rank"]),
            share=look.percent(surest["share_of_readings"]),
            n=look.number(surest["n_readings"], 0),
            year=year,
        ),
        t(
            "robust.lead",
            cluster=names[least["cluster_id"]],
            rank=ordinal(least["index_rank"]),
            share=look.percent(least["share_of_readings"]),
        ),
    )


def rank_table(
    shares: list[look.Row],
    names: dict[str, str],
    column: str = "share_of_readings",
    caption: str = "robust.ranks",
) -> None:
    """Show the share of readings, or of draws of weights, at each rank."""
    share = {(r["cluster_id"], r["index_rank"]): r[column] for r in shares}
    ranks = range(1, len(names) + 1)
    tied = {
        c: sum(r["share_tied_at_zero"] for r in shares if r["cluster_id"] == c)
        for c in names
    }
    has_ties = any(tied.values())
    look.table(
        [
            t("agglomeration"),
            *(ordinal(rank) for rank in ranks),
            *([t("robust.tied")] if has_ties else []),
        ],
        [
            [
                look.cluster_cell(c, name),
                *(
                    (look.percent(share[c, k]), look.heat(share[c, k], 1))
                    if (c, k) in share
                    else look.Html('<span class="soft">–</span>')
                    for k in ranks
                ),
                *([look.percent(tied[c])] if has_ties else []),
            ]
            for c, name in names.items()
        ],
        numeric=range(1, len(names) + 1 + has_ties),
        caption=t(caption),
    )
    n = shares[0]["n_draws" if column == "share_of_draws" else "n_readings"]
    look.note(t(f"{caption}_note", n=look.number(n, 0)))


def ranges(year: int) -> None:
    """Show the range of the index over all readings."""
    rows = data.index_ranges(year)
    if not rows:
        return
    widest = max(rows, key=lambda r: r["max_index"] - r["min_index"])
    lead = t(
        "robust.ranges_lead",
        cluster=look.name(widest, "cluster"),
        low=look.number(widest["min_index"]),
        high=look.number(widest["max_index"]),
    )
    look.section(t("robust.ranges", year=year), lead)
    theme = look.theme()
    colours = look.cluster_colours()
    points = [
        {"cluster": look.name(r, "cluster"), "low": r["min_index"],
         "high": r["max_index"], "median": r["median_index"],
         "paper": r["paper_index"], "colour": colours[r["cluster_id"]], "zero": 0}
        for r in rows
    ]  # fmt: skip
    order = [p["cluster"] for p in points]
    y = {"field": "cluster", "type": "nominal", "sort": order, "title": None,
         "axis": None}  # fmt: skip
    largest = max(p["high"] for p in points)
    scale = {"domain": [0, largest * 1.05]}

    def x(field: str) -> look.Spec:
        return {"field": field, "type": "quantitative", "title": t("index"),
                "scale": scale, "axis": {"tickCount": 6}}  # fmt: skip

    colour = {"field": "colour", "type": "nominal", "scale": None}
    tooltip = [
        {"field": "cluster", "type": "nominal", "title": t("agglomeration")},
        *({"field": f, "type": "quantitative", "format": ",.2f",
           "title": t(f"robust.{f}")} for f in ("low", "median", "high", "paper")),
    ]  # fmt: skip
    values = {"values": points}
    look.chart(
        {
            "layer": [
                {"data": values,
                 "mark": {"type": "rule", "strokeWidth": 7, "opacity": 0.35,
                          "strokeCap": "round"},
                 "encoding": {"x": x("low"), "x2": {"field": "high"}, "y": y,
                              "color": colour, "tooltip": tooltip}},
                {"data": values,
                 "mark": {"type": "tick", "thickness": 2.5, "size": 18},
                 "encoding": {"x": x("median"), "y": y, "color": colour,
                              "tooltip": tooltip}},
                {"data": values,
                 "mark": {"type": "point", "filled": True, "size": 95, "opacity": 1,
                          "stroke": look.PAPER[theme], "strokeWidth": 1.5},
                 "encoding": {"x": x("paper"), "y": y, "color": colour,
                              "tooltip": tooltip}},
                {"data": values,
                 "mark": {"type": "text", "align": "left", "dy": -16, "fontSize": 13,
                          "fontWeight": 600},
                 "encoding": {"x": x("zero"), "y": y, "color": colour,
                              "text": {"field": "cluster", "type": "nominal"}}},
            ]
        },
        lead,
        48 * len(points) + 50,
    )  # fmt: skip
    look.note(t("robust.ranges_note"))


def choices(year: int, names: dict[str, str]) -> None:
    """Show which choice moves the ranks."""
    rows = data.choice_effects(year)
    effect = {(r["choice_id"], r["cluster_id"]): r for r in rows}
    known = [c for c in CHOICE_ORDER if any(k == c for k, _ in effect)]
    known += sorted({r["choice_id"] for r in rows} - set(known))
    if not known:
        return

    def total(choice: str) -> float:
        found = [effect[choice, c]["total_effect_share"] for c in names
                 if (choice, c) in effect]  # fmt: skip
        return sum(v or 0 for v in found)

    strongest = max(known, key=total)
    look.section(
        t("robust.choices", year=year),
        t("robust.choices_lead", choice=look.inline(t(f"choice.{strongest}"))),
    )
    lines = []
    for choice in sorted(known, key=total, reverse=True):
        line: list = [t(f"choice.{choice}")]
        for cluster in names:
            row = effect.get((choice, cluster))
            share = row and row["total_effect_share"]
            line.append(
                (look.percent(max(share, 0)), look.heat(share, 1))
                if share is not None
                else look.Html('<span class="soft">–</span>')
            )
        lines.append(line)
    look.table([t("choice"), *names.values()], lines, numeric=range(1, 1 + len(names)))
    look.note(t("robust.choices_note"))


def one_by_one(year: int, names: dict[str, str]) -> None:
    """Show the ranks where one choice is switched and all others stay the paper's."""
    rows = data.named_ranks(year)
    paper = {
        r["cluster_id"]: r["index_rank"] for r in rows if r["scenario_id"] == "paper"
    }
    readings: dict[str, list[look.Row]] = {}
    for row in rows:
        readings.setdefault(row["scenario_id"], []).append(row)
    moved = [
        i
        for i, of in readings.items()
        if any(r["index_rank"] != paper.get(r["cluster_id"]) for r in of)
    ]
    look.section(
        t("robust.one", year=year),
        t("robust.one_lead", moved=len(moved), n=len(readings) - 1),
    )
    lines = []
    for of in readings.values():
        rank = {r["cluster_id"]: r for r in of}
        line: list = [look.name(of[0], "scenario")]
        for cluster in names:
            row = rank.get(cluster)
            if row is None or row["index_rank"] is None:
                line.append(look.marked({"value": None}, None))
            elif row["index_rank"] == paper.get(cluster):
                line.append(row["index_rank"])
            else:
                line.append(
                    (look.Html(f"<b>{row['index_rank']}</b>"),
                     "background: color-mix(in srgb, #d98324 32%, transparent)")
                )  # fmt: skip
        lines.append(line)
    look.table(
        [t("parameter.reading"), *names.values()],
        lines,
        numeric=range(1, 1 + len(names)),
    )
    look.note(t("robust.one_note"))


def without(year: int, names: dict[str, str]) -> None:
    """Show which indicator, dimension or city a rank depends on."""
    n = data.left_out_counts(year)
    rows = data.leave_one_out(year)
    if not n:
        return
    things = {(r["left_out_kind"], look.name(r, "left_out")) for r in rows}
    look.section(
        t("robust.without", year=year),
        t("robust.without_lead", moved=len(things), n=sum(n.values()),
          indicators=n.get("indicator", 0), dimensions=n.get("dimension", 0),
          cities=n.get("city", 0)),
    )  # fmt: skip
    if not rows:
        return
    look.table(
        [t("robust.left_out"), t("robust.kind"), t("agglomeration"),
         t("robust.rank_without"), t("robust.rank_with")],
        [
            [
                look.name(row, "left_out"),
                t(f"left_out.{row['left_out_kind']}"),
                look.cluster_cell(row["cluster_id"], names[row["cluster_id"]]),
                look.Html(f"<b>{row['index_rank'] or '–'}</b>"),
                row["paper_rank"] or "–",
            ]
            for row in rows
        ],
        numeric=[3, 4],
        wide=[1],
    )  # fmt: skip


def weigh() -> None:
    """Keep the weights of the sliders as they stand in the address."""
    st.session_state["weights"] = state.weights_text(
        [st.session_state[f"weight_{row['dimension_id']}"] for row in data.dimensions()]
    )


def weights(year: int, names: dict[str, str]) -> None:
    """Show the ranks under drawn weights, then under those of the reader."""
    look.section(t("robust.weights"), t("robust.weights_lead"))
    draws = data.weight_draws(year)
    if draws:
        rank_table(draws, names, "share_of_draws", "robust.draws")
    reading_control()
    dimensions = look.names(data.dimensions(), "dimension")
    columns = st.columns(len(dimensions))
    weight = state.weights()
    for column, (dimension, name) in zip(columns, dimensions.items(), strict=True):
        key = f"weight_{dimension}"
        if st.session_state.get(key) != weight[dimension]:
            st.session_state[key] = weight[dimension]
        with column:
            st.slider(
                look.label(name),
                0.0,
                state.MAX_WEIGHT,
                step=state.WEIGHT_STEP,
                key=key,
                on_change=weigh,
            )
    if not any(weight.values()):
        look.notice(t("robust.no_weight"))
        return
    reading = st.session_state["reading"]
    equal = {r["cluster_id"]: r for r in data.index(reading) if r["year"] == year}
    rows = data.weighted_index(reading, year, weight)
    look.table(
        [
            t("agglomeration"),
            t("robust.own_rank"),
            t("robust.own_index"),
            t("robust.equal_rank"),
            t("robust.equal_index"),
        ],
        [
            [
                look.cluster_cell(row["cluster_id"], names[row["cluster_id"]]),
                look.Html(f"<b>{row['weighted_rank']}</b>"),
                look.number(row["weighted_index"]),
                equal[row["cluster_id"]]["index_rank"] or "–",
                look.number(equal[row["cluster_id"]]["integration_index"]),
            ]
            for row in sorted(rows, key=lambda r: r["weighted_rank"])
        ],
        numeric=[1, 2, 3, 4],
    )
    moved = [
        names[r["cluster_id"]]
        for r in rows
        if r["weighted_rank"] != equal[r["cluster_id"]]["index_rank"]
    ]
    look.note(
        t("robust.moved", clusters=look.join(moved), year=year)
        if moved
        else t("robust.not_moved", year=year)
    )
