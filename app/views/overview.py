"""Overview: index and ranks of the agglomerations, and their dimensions."""

import streamlit as st

from app import charts, data, look, state, words
from app.data import Row
from app.say import say
from app.tables import grid, part
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page."""
    rows = data.ask("overview/index")
    years = sorted({row["year"] for row in rows})
    state.nearest_year(years)
    headline = say("overview/headline")
    look.title(headline, say("overview/lead"), look.in_reading())
    what = look.link(t("overview.what"), state.address("about"))
    look.note(look.Html(f"{look.html_of(t('about.index'))} {what}"))
    controls.reading(is_combined=True)
    if all(row["integration_index"] is None for row in rows):
        look.note(t("no_result"))
        return
    has_size = data.reading_row()["has_size_adjustment"]
    axis = t("overview.axis" if has_size else "overview.axis_no_size")
    index_chart("index", rows, t("index"), [axis, look.caption()], headline)
    ranks(years[-1])
    dimensions(years)
    reasons = data.ask("overview/leads")
    part(
        "overview.why", "overview/leads", words.name((reasons or [{}])[0], "statement")
    )
    part("overview.theil", "overview/theil_parts", say("overview/theil_lead"))
    every_year(years)


def index_chart(
    chart_id: str, rows: list[Row], title: str, about: list[str], alt: str
) -> None:
    """Show the index over the years, and offer its values."""
    charts.line_chart(
        chart_id,
        ["overview/index"],
        rows,
        series="cluster_id",
        value="integration_index",
        title=title,
        about=about,
        alt=alt,
        is_on_page=chart_id == "index",
    )


def ranks(last: int) -> None:
    """Show rank and index of each year, and how sure the last is."""
    rows = data.ask("overview/ranks")
    sure = next((row for row in rows if row["experiment_id"]), None)
    doubt, drawn = "", ""
    if sure:
        drawn = t(f"overview.sure_{sure['experiment_id']}",
                  n=words.number(sure["n_draws"], 0))  # fmt: skip
        doubt = say("overview/doubt", year=last)
    part("overview.ranks", "overview/ranks", doubt, drawn, say("quality/left_out_lead"))


def dimensions(years: list[int]) -> None:
    """Show the five dimension scores of a year."""
    title = t("overview.dimensions", year=st.session_state["year"])
    look.section(title, say("overview/first_in"))
    controls.year(years)
    grid(data.ask("overview/scores"), "overview/scores")
    highest = say("overview/highest_dimension")
    look.note(words.sentences(t("overview.dimensions_note"), highest))


def every_year(years: list[int]) -> None:
    """Show the index of every year, on the figures that reach through all of them."""
    rows = data.ask("overview/index", reading=data.EVERY_YEAR)
    all_years = sorted({row["year"] for row in rows})
    if not rows or len(years) >= len(all_years):
        return
    if data.scheme_of(data.EVERY_YEAR) != st.session_state["scheme"]:
        return
    sentence = say("overview/steady", reading=data.EVERY_YEAR)
    title = t("overview.every_year", first=all_years[0], last=all_years[-1])
    look.section(title, sentence)
    called = words.name(data.reading_row(data.EVERY_YEAR), "scenario")
    about = [t("overview.every_year_axis", reading=called),
             look.caption(reading=data.EVERY_YEAR)]  # fmt: skip
    index_chart("every_year", rows, title, about, sentence)
