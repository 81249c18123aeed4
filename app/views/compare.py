"""Compare: up to five cities, agglomerations or years side by side."""

from functools import partial
from typing import Any

import streamlit as st

from app import charts, data, look, state, take, words
from app.data import Row
from app.say import say
from app.tables import columns, firsts, grid
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page."""
    {"cities": cities, "clusters": clusters, "years": years}[st.session_state["what"]]()


def what() -> None:
    """Choose what is compared."""
    controls.one_of("what", "compare")


def cities() -> None:
    """Show cities side by side: all indicators of a year, one over the years."""
    chosen = tuple(state.picked("cities"))
    years = data.column("compare/city_years", "year", cities=chosen)
    year = state.nearest_year(years or data.reading_years())
    known = {c["city_id"]: c for c in data.ask("shared/cities")}
    picked = [known[city] for city in chosen]
    rows = data.ask("compare/best", cities=chosen)
    headline = say("compare/cities_headline", cities=chosen)
    look.title(headline, t("compare.cities_lead"), look.in_reading())
    what()
    controls.several(t("compare.cities"), controls.city_labels(), "cities")
    controls.beside([controls.reading], [partial(controls.year, years)])
    names = words.names(picked, "city")
    side_by_side(rows, picked, year)
    lines("city", data.ask("compare/city_series", cities=chosen), names)


def lines(of: str, rows: list[Row], names: dict[str, str], note: str = "") -> None:
    """Show the chosen indicator of each over the years, and offer its values."""
    look.section(t("compare.over_time"))
    controls.indicator()
    charts.over_time(
        "compared",
        [f"compare/{of}_series", "compare/series"],
        rows,
        subject=words.join([*names.values()]),
        note=note,
        series=f"{of}_id",
        labels=names,
    )


def side_by_side(rows: list[Row], picked: list[Row], year: int) -> None:
    """Show every indicator of the chosen cities; the best value of each is bold."""
    title = t("compare.side_by_side", year=year)
    look.section(title)
    grid(rows, "compare/city_table", group="dimension", things=picked)
    look.note(t("compare.note"))
    about = [(title,), (look.caption("caption.figures"),)]
    take.buttons("side_by_side", [*columns("compare/cities"), *columns("figures")], rows,
                 about)  # fmt: skip


def clusters() -> None:
    """Show agglomerations side by side, and what makes the gap between two."""
    chosen = tuple(state.picked("clusters"))
    years = data.reading_years()
    year = state.nearest_year(years)
    headline = say("compare/clusters_headline", clusters=chosen)
    look.title(headline, "", look.in_reading())
    what()
    labels = words.names(data.ask("shared/clusters"), "cluster")
    controls.several(t("compare.clusters"), labels, "clusters")
    controls.reading()
    controls.year(years)
    names = {c: labels[c] for c in chosen}
    points(data.ask("compare/points", clusters=chosen, years=(year,)), year)
    if len(chosen) > 1:
        one, other = chosen[:2]
        gap_of((names[one], one, year), (names[other], other, year))
        if lead := say("compare/lead", one=one, other=other):
            look.note(lead)
    lines("cluster", data.ask("compare/cluster_series", clusters=chosen), names,
          t("over_time.mean"))  # fmt: skip


def years() -> None:
    """Show years of an agglomeration side by side, and what made the change."""
    state.write()
    cluster = st.session_state["cluster"]
    known = {str(year): str(year) for year in data.reading_years()}
    chosen = tuple(sorted(int(y) for y in state.picked("years") if y in known))
    headline = say("compare/years_headline", years=chosen)
    look.title(headline, "", look.in_reading())
    what()
    controls.beside(
        [controls.cluster, controls.reading],
        [partial(controls.several, t("compare.years"), known, "years")],
    )
    called = words.names(data.clusters(), "cluster")[cluster]
    points(data.ask("compare/points", clusters=(cluster,), years=chosen), called)
    if len(chosen) > 1:
        first, last = chosen[0], chosen[-1]
        gap_of((str(last), cluster, last), (str(first), cluster, first))


def points(rows: list[Row], of: Any) -> None:
    """Show the index of each, and what each indicator adds to it."""
    if not rows:
        look.note(t("no_result"))
        return
    key = "points" if rows[0]["is_sum"] else "scores"
    look.section(t(f"compare.{key}", of=of))
    whole = [words.number(row["integration_index"]) for row in firsts(rows, "of_id")]
    first = [t("index"), *(look.Html(f"<b>{value}</b>") for value in whole)]
    grid(rows, "compare/points", group="dimension", first=first)
    look.note(t("cluster.points_note" if rows[0]["is_sum"] else "compare.scores_note"))


def gap_of(first: tuple[str, str, int], second: tuple[str, str, int]) -> None:
    """Show which indicators make the difference of two indexes: name, of whom, when."""
    (one, cluster, year), (other, other_cluster, other_year) = first, second
    rows = data.ask("compare/gap", cluster=cluster, year=year,
                    other_cluster=other_cluster, other_year=other_year)  # fmt: skip
    if not rows:
        return
    title = t("compare.gap_title", one=one, other=other)
    lead = say("compare/gap_lead", one=one, cluster=cluster, year=year, other=other,
               other_cluster=other_cluster, other_year=other_year)  # fmt: skip
    look.section(title, lead)
    in_file = [{**row, "one": one, "other": other} for row in rows]
    charts.chart(
        "gap",
        ["compare/gap"],
        in_file,
        31 * len(rows) + 40,
        title=title,
        about=[t("compare.gap_note", one=one, other=other), look.caption()],
        alt=lead,
    )
