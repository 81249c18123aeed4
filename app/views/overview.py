"""Overview: index and ranks of the agglomerations, and their dimensions."""

from functools import partial

import streamlit as st

from app import charts, data, look, state, tables, words
from app.sentences import method, overview
from app.tables import Said, across, cluster, named, number, part, pivot, share, text
from app.texts import t
from app.views import controls

# Of an agglomeration that has no place in the draws.
NOT_SURE = {"lower_95": None, "upper_95": None, "share_at_rank": None}


def show() -> None:
    """Draw the page."""
    rows = data.ask("overview/index")
    years = sorted({row["year"] for row in rows})
    state.nearest_year(years)
    headline = overview.index_headline(rows)
    look.title(headline, overview.index_lead(rows), look.in_reading())
    what = look.link(t("overview.what"), state.address("about"))
    look.note(look.Html(f"{look.html_of(t('about.index'))} {what}"))
    controls.reading(is_combined=True)
    if not overview.years_with_index(rows):
        look.note(t("no_result"))
        return
    has_size = data.reading_row()["has_size_adjustment"]
    axis = t("overview.axis" if has_size else "overview.axis_no_size")
    index_chart("index", rows, t("index"), [axis, look.caption()], headline)
    ranks(rows, years)
    heat_map(years, by_rank(rows, years[-1]))
    reasons()
    within_or_between()
    every_year(years)


def index_chart(
    chart_id: str, rows: list[data.Row], title: str, about: list[str], alt: str
) -> None:
    """Show the index over the years, and offer its values."""
    charts.line_chart(
        chart_id,
        rows,
        [
            named("cluster"),
            tables.year(),
            number("overview.points", "integration_index"),
            number("city.rank_head", "index_rank", 0),
        ],
        series="cluster_id",
        labels=words.names(rows, "cluster"),
        marks=look.cluster_marks(),
        value="integration_index",
        title=title,
        about=about,
        alt=alt,
        is_on_page=chart_id == "index",
    )


def ranks(rows: list[data.Row], years: list[int]) -> None:
    """Show rank and index of each year, and how sure the last is."""
    last = years[-1]
    sure = certainty(last)

    def index(found: data.Row | None) -> look.Html:
        if found is None or found["integration_index"] is None:
            return look.missing(t("no_figure"))
        value, rank = words.number(found["integration_index"]), words.rank(found, rows)
        return look.Html(f'{value} <span class="soft">({rank})</span>')

    def interval(row: data.Row) -> str:
        low, high = words.number(row["lower_95"]), words.number(row["upper_95"])
        return f"{low} – {high}"

    columns = [
        cluster(lambda id_: state.address("cluster", cluster=id_)),
        number("cities", "n_members", 0),
        *across(rows, "cluster_id", "year", {y: y for y in years}, index),
    ]
    if sure:
        columns += [
            text(Said(t("overview.interval", year=last)), interval, is_number=True),
            share(Said(t("overview.rank_share", year=last)), "share_at_rank"),
        ]
    members = {row["cluster_id"]: row for row in rows}
    lines = [{**members[c], **NOT_SURE, **sure.get(c, {})} for c in by_rank(rows, last)]
    notes = [
        t(f"overview.sure_{row['experiment_id']}", n=words.number(row["n_draws"], 0))
        for row in [*sure.values()][:1]
    ]
    out = method.left_out_lead(data.ask("quality/availability"))
    part(t("overview.ranks"), doubt(last) if sure else "", lines, columns,
         t("overview.ranks_note"), *notes, out)  # fmt: skip


def by_rank(rows: list[data.Row], year: int) -> list[str]:
    """Return the agglomerations by their rank in a year, those without one last."""
    rank = {r["cluster_id"]: r["index_rank"] for r in rows if r["year"] == year}
    known = dict.fromkeys(r["cluster_id"] for r in rows)
    return sorted(known, key=lambda cluster: rank.get(cluster) or len(known) + 1)


def certainty(year: int) -> dict[str, data.Row]:
    """Return how sure index and rank of a year are, by agglomeration; the paper's alone."""
    is_paper = st.session_state["reading"] == data.PAPER
    rows = data.ask("overview/certainty") if is_paper else []
    return {row["cluster_id"]: row for row in rows if row["year"] == year}


def doubt(year: int) -> str:
    """Say how sure the lead of a year is, and what the doubt is made of."""
    return method.certainty_lead(
        data.ask("robustness/leads", year=year),
        data.ask("robustness/sensitivity", year=year),
        words.names(data.clusters(), "cluster"),
    )


def heat_map(years: list[int], clusters: list[str]) -> None:
    """Show the five dimension scores of a year."""
    scores = data.ask("overview/dimension_scores")
    year = st.session_state["year"]
    now = [row for row in scores if row["year"] == year]
    look.section(t("overview.dimensions", year=year), overview.first_in_dimensions(now))
    controls.year(years)
    largest = max((row["dimension_score"] or 0 for row in scores), default=0)
    pivot(now, "cluster", "dimension", "dimension_score", order=clusters,
          largest=largest)  # fmt: skip
    highest = overview.highest_dimension(now, year)
    look.note(words.sentences(t("overview.dimensions_note"), highest))


def reasons() -> None:
    """Show what of each lead is size, level and evenness."""
    rows = data.ask("overview/leads")
    if not rows:
        return
    parts = ("index_difference", "size_effect", "level_effect", "evenness_effect")
    largest = max(abs(row[p] or 0) for row in rows for p in parts)
    signed = partial(words.signed, decimals=1)
    shade = partial(look.diverging, largest=largest)
    columns = [number(f"overview.{p}", p, signed, heat=shade) for p in parts]
    title = t("overview.why", year=st.session_state["year"])
    part(title, words.name(rows[0], "statement"), rows, [cluster(), *columns],
         t("overview.why_note"))  # fmt: skip


def within_or_between() -> None:
    """Show whether cities differ within the agglomerations or between them."""
    rows = data.ask("overview/theil_parts")
    if not rows:
        return
    columns = [
        named("indicator"),
        number("overview.theil_total", "theil_total", 3),
        number("overview.theil_within", "theil_within", 3, is_wide=True),
        number("overview.theil_between", "theil_between", 3, is_wide=True),
        share("overview.within_share", "within_share", bar=1),
    ]
    title = t("overview.theil", year=st.session_state["year"])
    part(title, overview.theil_lead(rows), rows, columns, t("overview.theil_note"))


def every_year(years: list[int]) -> None:
    """Show the index of every year, on the figures that reach through all of them."""
    rows = data.ask("overview/index", reading=data.EVERY_YEAR)
    all_years = sorted({row["year"] for row in rows})
    if not rows or len(years) >= len(all_years):
        return
    if data.scheme_of(data.EVERY_YEAR) != st.session_state["scheme"]:
        return
    sentence = overview.steady_ranks(rows)
    title = t("overview.every_year", first=all_years[0], last=all_years[-1])
    look.section(title, sentence)
    called = words.name(data.reading_row(data.EVERY_YEAR), "scenario")
    about = [t("overview.every_year_axis", reading=called),
             look.caption(reading=data.EVERY_YEAR)]  # fmt: skip
    index_chart("every_year", rows, title, about, sentence)
