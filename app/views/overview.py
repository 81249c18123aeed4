"""Overview: index and ranks of the agglomerations, and their five dimensions."""

import streamlit as st

from app import charts, data, look, sentences, state, take, words
from app.texts import t
from app.views.controls import reading_control, year_control


def show() -> None:
    """Draw the page."""
    reading = data.reading_row(st.session_state["reading"])
    rows = data.ask("overview/index", reading=reading["scenario_id"])
    years = sorted({row["year"] for row in rows})
    state.nearest_year(years)
    headline = sentences.overview.index_headline(rows)
    look.title(headline, sentences.overview.index_lead(rows), look.in_reading())
    what = look.link(t("overview.what"), state.address("about"))
    look.note(look.Html(f"{look.html_of(t('about.index'))} {what}"))
    reading_control(is_combined=True)
    if not sentences.overview.years_with_index(rows):
        look.note(t("no_result"))
        return
    names = words.names(rows, "cluster")
    axis = t("overview.axis" if reading["has_size_adjustment"]
             else "overview.axis_no_size")  # fmt: skip
    index_chart("index", rows, t("index"), [axis, look.reading_caption()], headline)
    ranks(rows, years, names)
    heat_map(years, {c: names[c] for c in by_rank(rows, years[-1])})
    reasons()
    within_or_between()
    every_year(reading, years)


def index_chart(
    chart_id: str, rows: list[data.Row], title: str, about: list[str], alt: str
) -> None:
    """Show the index over the years, and offer its values."""
    charts.line_chart(
        chart_id,
        rows,
        series="cluster_id",
        labels=words.names(rows, "cluster"),
        colours=look.cluster_colours(),
        shapes=look.cluster_shapes(),
        value="integration_index",
        title=title,
        about=about,
        alt=alt,
    )
    take.values(
        chart_id,
        title,
        [t("agglomeration"), t("year"), t("overview.points"), t("city.rank_head")],
        [[words.name(r, "cluster"), r["year"], r["integration_index"], r["index_rank"]]
         for r in rows],
        about,
        is_on_page=chart_id == "index",
        numeric=[1, 2, 3],
    )  # fmt: skip


def ranks(rows: list[data.Row], years: list[int], names: dict[str, str]) -> None:
    """Show rank and index of each year."""
    cell = {(row["cluster_id"], row["year"]): row for row in rows}
    members = {row["cluster_id"]: row["n_members"] for row in rows}

    order = by_rank(rows, years[-1])
    lines = []
    for cluster in order:
        own_page = state.address("cluster", cluster=cluster)
        line: list = [look.cluster_cell(cluster, names[cluster], own_page)]
        line.append(members[cluster])
        for year in years:
            row = cell.get((cluster, year))
            if row is None or row["integration_index"] is None:
                line.append(look.marked({"value": None}, None))
                continue
            rank = words.rank(row, rows)
            line.append(
                look.Html(
                    f"{words.number(row['integration_index'])} "
                    f'<span class="soft">({rank})</span>'
                )
            )
        lines.append(line)
    sure = certainty(years[-1])
    for cluster, line in zip(order, lines, strict=True):
        if sure:
            row = sure.get(cluster)
            line += [
                f"{words.number(row['lower_95'])} – {words.number(row['upper_95'])}",
                words.percent(row["share_at_rank"]),
            ] if row else ["–", "–"]  # fmt: skip
    look.section(t("overview.ranks"))
    more = ("interval", "rank_share") if sure else ()
    look.table(
        [t("agglomeration"), t("cities"), *map(str, years),
         *(t(f"overview.{key}", year=years[-1]) for key in more)],
        lines,
        numeric=range(1, 2 + len(years) + len(more)),
    )  # fmt: skip
    notes = [t("overview.ranks_note")]
    for row in [*sure.values()][:1]:
        n = words.number(row["n_draws"], 0)
        notes.append(t(f"overview.sure_{row['experiment_id']}", n=n))
    available = data.ask("quality/availability", reading=st.session_state["reading"])
    look.note(words.sentences(*notes, sentences.method.left_out_lead(available)))


def by_rank(rows: list[data.Row], year: int) -> list[str]:
    """Return the agglomerations by their rank in a year, those without one last."""
    rank = {r["cluster_id"]: r["index_rank"] for r in rows if r["year"] == year}
    known = dict.fromkeys(r["cluster_id"] for r in rows)
    return sorted(known, key=lambda cluster: rank.get(cluster) or len(known) + 1)


def certainty(year: int) -> dict[str, data.Row]:
    """Return how sure index and rank of a year are, by agglomeration; the paper's alone."""
    if st.session_state["reading"] != data.PAPER:
        return {}
    rows = data.ask("overview/certainty")
    return {row["cluster_id"]: row for row in rows if row["year"] == year}


def heat_map(years: list[int], names: dict[str, str]) -> None:
    """Show the five dimension scores of a year."""
    scores = data.ask("overview/dimension_scores", reading=st.session_state["reading"])
    year = st.session_state["year"]
    now = [row for row in scores if row["year"] == year]
    dimensions = words.names(now, "dimension")
    look.section(
        t("overview.dimensions", year=year), sentences.overview.first_in_dimensions(now)
    )
    year_control(years)
    largest = max((row["dimension_score"] or 0 for row in scores), default=0)
    cell = {(r["cluster_id"], r["dimension_id"]): r for r in now}
    lines = []
    for cluster, cluster_name in names.items():
        line: list = [look.cluster_cell(cluster, cluster_name)]
        for dimension in dimensions:
            row = cell.get((cluster, dimension))
            score = row["dimension_score"] if row else None
            if score is None:
                line.append(look.marked({"value": None}, None))
            else:
                line.append((words.number(score), look.heat(score, largest)))
        lines.append(line)
    look.table(
        [t("agglomeration"), *dimensions.values()],
        lines,
        numeric=range(1, 1 + len(dimensions)),
    )
    look.note(
        words.sentences(
            t("overview.dimensions_note"),
            sentences.overview.highest_dimension(now, year),
        )
    )


def reasons() -> None:
    """Show what of each lead is size, level and evenness."""
    year = st.session_state["year"]
    rows = data.ask("overview/leads", reading=st.session_state["reading"], year=year)
    if not rows:
        return
    first = rows[0]
    look.section(t("overview.why", year=year), words.name(first, "statement"))

    def cell(value: float | None) -> look.Cell:
        return words.signed(value, 1), look.diverging(value, largest)

    parts = ("index_difference", "size_effect", "level_effect", "evenness_effect")
    largest = max(abs(row[p] or 0) for row in rows for p in parts)
    look.table(
        [t("agglomeration"), *(t(f"overview.{p}") for p in parts)],
        [
            [
                look.cluster_cell(row["cluster_id"], words.name(row, "cluster")),
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
        for r in data.ask(
            "overview/theil_parts",
            scheme=data.scheme_of(st.session_state["reading"]),
            year=year,
        )
        if r["within_share"] is not None
    ]
    if not rows:
        return
    look.section(t("overview.theil", year=year), sentences.overview.theil_lead(rows))
    parts = ("theil_total", "theil_within", "theil_between")
    look.table(
        [
            t("parameter.indicator"),
            *(t(f"overview.{p}") for p in parts),
            t("overview.within_share"),
        ],
        [
            [
                words.name(row, "indicator"),
                *(words.number(row[p], 3) for p in parts),
                look.Html(
                    words.percent(row["within_share"]) + look.bar(row["within_share"])
                ),
            ]
            for row in rows
        ],
        numeric=range(1, 5),
        wide=[2, 3],
    )
    look.note(t("overview.theil_note"))


def every_year(reading: data.Row, years: list[int]) -> None:
    """Show the index of every year, on the figures that reach through all of them."""
    rows = data.ask("overview/index", reading=data.EVERY_YEAR)
    all_years = sorted({row["year"] for row in rows})
    if not rows or len(years) >= len(all_years):
        return
    other = data.reading_row(data.EVERY_YEAR)
    if other["membership_scheme_id"] != reading["membership_scheme_id"]:
        return
    sentence = sentences.overview.steady_ranks(rows)
    title = t("overview.every_year", first=all_years[0], last=all_years[-1])
    look.section(title, sentence)
    axis = t("overview.every_year_axis", reading=words.name(other, "scenario"))
    about = [axis, look.reading_caption(data.EVERY_YEAR)]
    index_chart("every_year", rows, title, about, sentence or title)
