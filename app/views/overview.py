"""Overview: index and ranks of the agglomerations, and their dimensions."""

from functools import partial

import streamlit as st

from app import charts, data, look, sentences, state, tables, take, words
from app.tables import Column, Said, cluster, grid, named, number, pivot, share, text
from app.texts import t
from app.views.controls import reading_control, year_control

# Of an agglomeration that has no place in the draws.
NOT_SURE = {"lower_95": None, "upper_95": None, "share_at_rank": None}


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
    axis = t("overview.axis" if reading["has_size_adjustment"]
             else "overview.axis_no_size")  # fmt: skip
    index_chart("index", rows, t("index"), [axis, look.reading_caption()], headline)
    ranks(rows, years)
    heat_map(years, by_rank(rows, years[-1]))
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
    columns = [
        named("cluster"),
        tables.year(),
        number("overview.points", "integration_index"),
        number("city.rank_head", "index_rank", 0),
    ]
    take.values(chart_id, title, rows, columns, about, is_on_page=chart_id == "index")


def ranks(rows: list[data.Row], years: list[int]) -> None:
    """Show rank and index of each year, and how sure the last is."""
    cell = {(row["cluster_id"], row["year"]): row for row in rows}
    last = years[-1]
    sure = certainty(last)

    def index(year: int) -> Column:
        def show(row: data.Row) -> look.Html:
            found = cell.get((row["cluster_id"], year))
            if found is None or found["integration_index"] is None:
                return look.marked({"value": None}, None)
            value, rank = (
                words.number(found["integration_index"]),
                words.rank(found, rows),
            )
            return look.Html(f'{value} <span class="soft">({rank})</span>')

        return text(Said(year), show, is_number=True)

    def interval(row: data.Row) -> str:
        low, high = words.number(row["lower_95"]), words.number(row["upper_95"])
        return f"{low} – {high}"

    columns = [
        cluster(lambda id_: state.address("cluster", cluster=id_)),
        number("cities", "n_members", 0),
        *map(index, years),
    ]
    if sure:
        columns += [
            text(Said(t("overview.interval", year=last)), interval, is_number=True),
            share(Said(t("overview.rank_share", year=last)), "share_at_rank"),
        ]
    members = {row["cluster_id"]: row for row in rows}
    look.section(t("overview.ranks"), doubt(last) if sure else "")
    grid([{**members[c], **NOT_SURE, **sure.get(c, {})} for c in by_rank(rows, last)],
         columns)  # fmt: skip
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


def doubt(year: int) -> str:
    """Say how sure the lead of a year is, and what the doubt is made of."""
    return sentences.method.certainty_lead(
        data.ask("robustness/leads", year=year),
        data.ask("robustness/sensitivity", year=year),
        words.names(data.clusters(), "cluster"),
    )


def heat_map(years: list[int], clusters: list[str]) -> None:
    """Show the five dimension scores of a year."""
    scores = data.ask("overview/dimension_scores", reading=st.session_state["reading"])
    year = st.session_state["year"]
    now = [row for row in scores if row["year"] == year]
    look.section(
        t("overview.dimensions", year=year), sentences.overview.first_in_dimensions(now)
    )
    year_control(years)
    largest = max((row["dimension_score"] or 0 for row in scores), default=0)
    pivot(
        now, "cluster", "dimension", "dimension_score", order=clusters, largest=largest
    )
    highest = sentences.overview.highest_dimension(now, year)
    look.note(words.sentences(t("overview.dimensions_note"), highest))


def reasons() -> None:
    """Show what of each lead is size, level and evenness."""
    year = st.session_state["year"]
    rows = data.ask("overview/leads", reading=st.session_state["reading"], year=year)
    if not rows:
        return
    look.section(t("overview.why", year=year), words.name(rows[0], "statement"))
    parts = ("index_difference", "size_effect", "level_effect", "evenness_effect")
    largest = max(abs(row[p] or 0) for row in rows for p in parts)
    signed = partial(words.signed, decimals=1)
    shade = partial(look.diverging, largest=largest)
    grid(rows, [cluster(), *(number(f"overview.{p}", p, signed, heat=shade)
                             for p in parts)])  # fmt: skip
    look.note(t("overview.why_note"))


def within_or_between() -> None:
    """Show whether cities differ within the agglomerations or between them."""
    year = st.session_state["year"]
    scheme = data.scheme_of(st.session_state["reading"])
    parts = data.ask("overview/theil_parts", scheme=scheme, year=year)
    rows = [row for row in parts if row["within_share"] is not None]
    if not rows:
        return
    look.section(t("overview.theil", year=year), sentences.overview.theil_lead(rows))
    columns = [
        named("indicator"),
        number("overview.theil_total", "theil_total", 3),
        number("overview.theil_within", "theil_within", 3, is_wide=True),
        number("overview.theil_between", "theil_between", 3, is_wide=True),
        share("overview.within_share", "within_share", bar=1),
    ]
    grid(rows, columns)
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
