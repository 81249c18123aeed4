"""Robustness: how sure a rank is, one choice at a time, and own weights."""

import streamlit as st

from app import charts, data, look, sentences, state, take, words
from app.charts import layer, name, number
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
    share = {(r["cluster_id"], r["index_rank"]): r["share_alone"] for r in shares}
    ranks = range(1, len(names) + 1)
    tied = {
        c: sum(r["share_tied_at_zero"] for r in shares if r["cluster_id"] == c)
        for c in names
    }
    has_ties = any(tied.values())

    def cell(value: float | None) -> look.Cell | look.Html:
        if not value:
            return look.Html('<span class="soft">–</span>')
        return words.percent(value), look.heat(value, 1)

    look.table(
        [
            t("agglomeration"),
            *(ordinal(rank) for rank in ranks),
            *([t("robust.tied")] if has_ties else []),
        ],
        [
            [
                look.cluster_cell(c, name),
                *(cell(share.get((c, k))) for k in ranks),
                *([cell(tied[c])] if has_ties else []),
            ]
            for c, name in names.items()
        ],
        numeric=range(1, len(names) + 1 + has_ties),
        caption=t(caption),
    )
    note = t(f"{caption}_note", n=words.number(shares[0]["n_draws"], 0))
    look.note(words.sentences(note, t("robust.tied_note") if has_ties else ""))


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
    look.table(
        [
            t("agglomeration"),
            t("robust.other"),
            *(t(f"robust.{part}") for part in ("ahead", "behind", "same", "tied")),
        ],
        [
            [
                look.cluster_cell(r["cluster_id"], names[r["cluster_id"]]),
                names[r["other_cluster_id"]],
                *(
                    words.percent(r[f"share_{part}"])
                    for part in ("ahead", "behind", "tied", "tied_at_zero")
                ),
            ]
            for r in rows
        ],
        numeric=range(2, 6),
    )
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
        return number(field, t("index"), scale=scale, axis={"tickCount": 6})

    colour = name("colour", scale=None)
    measures = ("low", "median", "high", "paper")
    tooltip = [
        name("cluster", t("agglomeration")),
        *(number(f, t(f"robust.{f}"), format=",.2f") for f in measures),
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
    take.values(
        "ranges",
        title,
        [t("agglomeration"), *(t(f"robust.{f}") for f in measures)],
        [[p["cluster"], *(p[f] for f in measures)] for p in points],
        about,
        numeric=range(1, 5),
    )


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
    lines = []
    for source in sorted(names_of, key=total, reverse=True):
        line: list = [names_of[source]]
        for cluster in names:
            row = index.get((source, cluster))
            share = row["total_index"] if row else None
            line.append(
                (words.percent(share), look.heat(min(share, 1), 1))
                if share is not None
                else look.Html('<span class="soft">–</span>')
            )
        lines.append(line)
    look.table([t("choice"), *names.values()], lines, numeric=range(1, 1 + len(names)))
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

    def line(of: list[data.Row], choice: str | look.Html) -> list:
        rank = {r["cluster_id"]: r for r in of}
        cells: list = [words.name(of[0], "scenario"), choice]
        for cluster in names:
            row = rank.get(cluster)
            if row is None or row["integration_index"] is None:
                cells.append(look.marked({"value": None}, None))
                continue
            text = t("robust.tied")
            if row["index_rank"] is not None:
                shared = "=" if row["n_sharing_rank"] > 1 else ""
                text = f"{shared}{row['index_rank']}"
            cells.append(
                text if row["index_rank"] == paper.get(cluster) else
                (look.Html(f"<b>{text}</b>"),
                 look.heat(1, 1))
            )  # fmt: skip
        return cells

    def choice(of: list[data.Row]) -> str | look.Html:
        text = names_of[of[0]["choice_id"]]
        if of[0]["choice_id"] in drawn:
            return text
        return look.Html(f"<i>{look.html_of(text)}</i>")

    look.table(
        [t("parameter.reading"), t("choice"), *names.values()],
        [
            line([r for r in rows if r["scenario_id"] == data.PAPER], "–"),
            *(line(of, choice(of)) for of in readings.values()),
        ],
        numeric=range(2, 2 + len(names)),
        wide=[1],
    )
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
    look.table(
        [t("robust.left_out"), t("robust.kind"), t("agglomeration"),
         t("robust.rank_without"), t("robust.rank_with")],
        [
            [
                words.name(row, "left_out"),
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
                look.cluster_cell(row["cluster_id"], words.name(row, "cluster")),
                look.Html(f"<b>{row['weighted_rank'] or '–'}</b>"),
                words.number(row["weighted_index"]),
                row["index_rank"] or "–",
                words.number(row["integration_index"]),
            ]
            for row in sorted(rows, key=lambda r: r["weighted_rank"] or len(rows) + 1)
        ],
        numeric=[1, 2, 3, 4],
    )
    look.note(sentences.method.own_weights(rows, year))
