"""Overview: index and ranks of the agglomerations, and their five dimensions."""

import streamlit as st

from app import data, look, state
from app.texts import t
from app.views.controls import reading_control, year_control


def headline(rows: list[look.Row], years: list[int]) -> str:
    """Say who leads and who overtakes whom."""
    names = look.names(rows, "cluster")
    rank = {(r["cluster_id"], r["year"]): r["index_rank"] for r in rows}
    first, last = years[0], years[-1]
    leaders = {
        year: [c for c in names if rank.get((c, year)) == 1] for year in (first, last)
    }
    if leaders[first] == leaders[last] and len(leaders[last]) == 1:
        leads = t(
            "overview.leads", cluster=names[leaders[last][0]], first=first, last=last
        )
    else:
        leads = t(
            "overview.leads_now",
            clusters=look.join([names[c] for c in leaders[last]]),
            last=last,
        )
    passed = [
        t("overview.overtakes", one=names[a], other=names[b])
        for a in names
        for b in names
        if (rank.get((a, first)) or 0) > (rank.get((b, first)) or 99)
        and (rank.get((a, last)) or 99) < (rank.get((b, last)) or 0)
    ]
    return t("stop").join([leads, *passed]) + t("full_stop")


def lead(rows: list[look.Row], years: list[int]) -> str:
    """Say how far the index rises and how far the first is ahead of the last."""
    names = look.names(rows, "cluster")
    value = {(r["cluster_id"], r["year"]): r["integration_index"] for r in rows}
    first, last = years[0], years[-1]
    known = [c for c in names if value.get((c, first)) is not None
             and value.get((c, last)) is not None]  # fmt: skip
    fallen = [c for c in known if value[c, last] < value[c, first]]
    rise = (
        t("overview.all_rise", n=len(known), first=first, last=last)
        if not fallen
        else t("overview.some_fall", clusters=look.join([names[c] for c in fallen]),
               first=first, last=last)
    )  # fmt: skip
    if not known:
        return t("no_figure")
    most = max(known, key=lambda c: value[c, last] - value[c, first])
    gain = t("overview.most", cluster=names[most],
             change=look.signed(value[most, last] - value[most, first]))  # fmt: skip
    return look.sentences(rise, gain)


def show() -> None:
    """Draw the page."""
    rows = data.index(st.session_state["reading"])
    years = sorted({row["year"] for row in rows})
    state.nearest_year(years)
    look.title(headline(rows, years), lead(rows, years))
    reading_control()
    names = look.names(rows, "cluster")
    look.line_chart(
        rows,
        series="cluster_id",
        labels=names,
        colours=look.cluster_colours(),
        value="integration_index",
        axis=t("overview.axis"),
        alt=headline(rows, years),
    )
    ranks(rows, years, names)
    heat_map(years, names)
    reasons()
    within_or_between()
    every_year(names)


def ranks(rows: list[look.Row], years: list[int], names: dict[str, str]) -> None:
    """Show rank and index of each year."""
    cell = {(row["cluster_id"], row["year"]): row for row in rows}
    lines = []
    last = years[-1]
    for cluster in sorted(names, key=lambda c: cell[c, last]["index_rank"] or 99):
        members = cell[cluster, last]["n_members"]
        line = [
            look.cluster_cell(cluster, names[cluster]),
            members,
        ]
        for year in years:
            row = cell[cluster, year]
            if row["integration_index"] is None:
                line.append(look.marked({"value": None}, None))
                continue
            line.append(
                look.Html(
                    f"{look.number(row['integration_index'])} "
                    f'<span class="soft">({row["index_rank"]})</span>'
                )
            )
        lines.append(line)
    look.section(t("overview.ranks"))
    look.table(
        [t("agglomeration"), t("cities"), *years],
        lines,
        numeric=range(1, 2 + len(years)),
    )
    look.note(t("overview.ranks_note"))


def heat_map(years: list[int], names: dict[str, str]) -> None:
    """Show the five dimension scores of a year."""
    scores = data.dimension_scores(st.session_state["reading"])
    year = st.session_state["year"]
    now = [row for row in scores if row["year"] == year]
    dimensions = look.names(now, "dimension")
    best = {
        d: max((r for r in now if r["dimension_id"] == d and r["dimension_score"]),
               key=lambda r: r["dimension_score"], default=None)
        for d in dimensions
    }  # fmt: skip
    first_in: dict[str, list[str]] = {}
    for dimension, row in best.items():
        if row:
            first_in.setdefault(row["cluster_id"], []).append(
                look.inline(dimensions[dimension])
            )
    sentences = [
        t("overview.first_in", cluster=names[c], dimensions=look.join(ds))
        for c, ds in first_in.items()
    ]
    look.section(
        t("overview.dimensions", year=year), t("stop").join(sentences) + t("full_stop")
    )
    year_control(years)
    largest = max((row["dimension_score"] or 0 for row in scores), default=0)
    cell = {(r["cluster_id"], r["dimension_id"]): r for r in now}
    lines = []
    for cluster, cluster_name in names.items():
        line: list = [look.cluster_cell(cluster, cluster_name)]
        for dimension in dimensions:
            row = cell.get((cluster, dimension))
            score = row and row["dimension_score"]
            if score is None:
                line.append(look.marked({"value": None}, None))
            else:
                line.append((look.number(score), look.heat(score, largest)))
        lines.append(line)
    look.table(
        [t("agglomeration"), *dimensions.values()],
        lines,
        numeric=range(1, 1 + len(dimensions)),
    )
    most = max(now, key=lambda r: r["dimension_score"] or -1, default=None)
    if most and most["dimension_score"] is not None:
        look.note(
            t(
                "overview.dimensions_note",
                cluster=look.name(most, "cluster"),
                dimension=look.inline(look.name(most, "dimension")),
                year=year,
            )
        )


def reasons() -> None:
    """Show what of each lead is size, level and evenness."""
    year = st.session_state["year"]
    rows = data.leads(st.session_state["reading"], year)
    if not rows:
        return
    first = rows[0]
    look.section(t("overview.why", year=year), look.name(first, "statement"))

    def cell(value: float | None) -> look.Cell:
        return look.signed(value, 1), look.diverging(value, largest)

    parts = ("index_difference", "size_effect", "level_effect", "evenness_effect")
    largest = max(abs(row[p] or 0) for row in rows for p in parts)
    look.table(
        [t("agglomeration"), *(t(f"overview.{p}") for p in parts)],
        [
            [
                look.cluster_cell(row["cluster_id"], look.name(row, "cluster")),
                *(cell(row[p]) for p in parts),
            ]
            for row in rows
        ],
        numeric=range(1, 5),
    )
    look.note(t("overview.why_note"))


def within_or_between() -> None:
    """Show whether cities differ within the agglomerations or between them."""
    year = st.session_state["year"]
    rows = [
        r
        for r in data.theil_parts(data.scheme_of(st.session_state["reading"]), year)
        if r["within_share"] is not None
    ]
    if not rows:
        return
    most = min(rows, key=lambda r: r["within_share"])
    look.section(
        t("overview.theil", year=year),
        t(
            "overview.theil_lead",
            n=sum(r["within_share"] > 0.5 for r in rows),
            all=len(rows),
            indicator=look.inline(look.name(most, "indicator")),
            share=look.percent(1 - most["within_share"]),
        ),
    )
    parts = ("theil_total", "theil_within", "theil_between")
    look.table(
        [
            t("parameter.indicator"),
            *(t(f"overview.{p}") for p in parts),
            t("overview.within_share"),
        ],
        [
            [
                look.name(row, "indicator"),
                *(look.number(row[p], 3) for p in parts),
                look.Html(
                    look.percent(row["within_share"]) + look.bar(row["within_share"])
                ),
            ]
            for row in rows
        ],
        numeric=range(1, 5),
        wide=[2, 3],
    )
    look.note(t("overview.theil_note"))


def every_year(names: dict[str, str]) -> None:
    """Show the index of every year, on the figures that reach through all of them."""
    rows = [row for row in data.index("every_year") if row["cluster_id"] in names]
    if not rows:
        return
    years = sorted({row["year"] for row in rows})
    rank = {(r["cluster_id"], r["year"]): r["index_rank"] for r in rows}
    steady = [c for c in names if len({rank.get((c, y)) for y in years}) == 1]
    sentence = (
        t("overview.steady", clusters=look.join([names[c] for c in steady]))
        if steady
        else t("overview.none_steady")
    )
    look.section(t("overview.every_year", first=years[0], last=years[-1]), sentence)
    look.line_chart(
        rows,
        series="cluster_id",
        labels=names,
        colours=look.cluster_colours(),
        value="integration_index",
        axis=t("overview.every_year_axis"),
        alt=sentence,
    )
