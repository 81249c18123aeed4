"""Compare: up to five cities, agglomerations or years side by side."""

from functools import partial
from typing import Any

import streamlit as st

from app import charts, data, look, state, take, words
from app.data import Row
from app.say import say
from app.tables import columns, grid
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page."""
    {"cities": cities, "clusters": clusters, "years": years}[st.session_state["what"]]()


def what() -> None:
    """Choose what is compared."""
    controls.one_of("what", {kind: t(f"compare.{kind}") for kind in state.COMPARED})


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
    lines("city", data.ask("compare/city_series", cities=chosen), names, "value")


def lines(
    of: str, rows: list[Row], names: dict[str, str], value: str, note: str = ""
) -> None:
    """Show the chosen indicator of each over the years, and offer its values."""
    unit = data.indicator_row()["unit"]
    look.section(t("compare.over_time"))
    controls.indicator()
    charts.over_time(
        "compared",
        ["compare/series"],
        [{"warning_flags": None, **row, "value": row[value], "unit": unit,
          "of_en": names[row[f"{of}_id"]]} for row in rows],
        subject=words.join([*names.values()]),
        note=note,
        series=f"{of}_id",
        labels=names,
    )  # fmt: skip


def side_by_side(rows: list[Row], picked: list[Row], year: int) -> None:
    """Show every indicator of the chosen cities; the best value of each is bold."""
    title = t("compare.side_by_side", year=year)

    def value(row: Row) -> look.Html:
        if not row:
            return look.missing(t("no_figure"))
        text = look.marked(row, row["unit"])
        text = look.Html(f"{text} ?") if row["warning_flags"] else text
        is_best = row["place"] == row["n_sharing"] == 1 < row["n_compared"]
        return look.Html(f"<b>{text}</b>") if is_best else text

    look.section(title)
    grid(rows, "compare/city_table", group="dimension", things=picked,
         own={"indicator": look.indicator_cell, "value": value})  # fmt: skip
    look.note(t("compare.note"))
    about = [(title,), (look.caption("caption.figures"),)]
    take.buttons("side_by_side", [*columns("compare/cities"), *columns("figures")], rows,
                 about)  # fmt: skip


def clusters() -> None:
    """Show agglomerations side by side, and what makes the gap between two."""
    chosen = state.picked("clusters")
    years = data.reading_years()
    year = state.nearest_year(years)
    index = {(r["cluster_id"], r["year"]): r for r in data.ask("overview/index")}
    now = {c: index[c, year] for c in chosen if (c, year) in index}
    headline = say("compare/clusters_headline", clusters=tuple(chosen))
    look.title(headline, "", look.in_reading())
    what()
    labels = words.names(data.ask("shared/clusters"), "cluster")
    controls.several(t("compare.clusters"), labels, "clusters")
    controls.reading()
    controls.year(years)
    names = {c: labels[c] for c in chosen}
    scores = {c: data.ask("cluster/indicator_scores", cluster=c) for c in chosen}
    points(scores, now, names, year)
    if len(chosen) > 1:
        one, other = chosen[:2]
        gap_of((names[one], one, year), (names[other], other, year))
        if lead := say("compare/lead", one=one, other=other):
            look.note(lead)
    lines("cluster", data.ask("compare/cluster_series", clusters=tuple(chosen)), names,
          "mean_value", t("over_time.mean"))  # fmt: skip


def years() -> None:
    """Show years of an agglomeration side by side, and what made the change."""
    state.write()
    cluster = st.session_state["cluster"]
    known = [str(year) for year in data.reading_years()]
    chosen = sorted(y for y in state.picked("years") if y in known)
    own = {str(r["year"]): r for r in data.ask("overview/index")
           if r["cluster_id"] == cluster}  # fmt: skip
    headline = say("compare/years_headline", years=tuple(map(int, chosen)))
    look.title(headline, "", look.in_reading())
    what()
    labels = {y: y for y in known}
    controls.beside(
        [controls.cluster, controls.reading],
        [partial(controls.several, t("compare.years"), labels, "years")],
    )
    scores = {y: data.ask("cluster/indicator_scores", year=int(y)) for y in chosen}
    called = words.names(data.clusters(), "cluster")[cluster]
    points(scores, own, {y: y for y in chosen}, called)
    if len(chosen) > 1:
        first, last = chosen[0], chosen[-1]
        gap_of((last, cluster, int(last)), (first, cluster, int(first)))


def points(
    scores: dict[str, list[Row]],
    index: dict[str, Row],
    names: dict[str, str],
    of: Any,
) -> None:
    """Show the index of each, and what each indicator adds to it."""
    cells = [row for of in scores.values() for row in of]
    if not cells:
        look.note(t("no_result"))
        return
    is_sum = any(row["contribution"] is not None for row in cells)
    value = "contribution" if is_sum else "indicator_score"
    look.section(t("compare.points" if is_sum else "compare.scores", of=of))
    largest = max((row[value] or 0 for row in cells), default=0)
    rows = [{**row, "value": row[value], "largest": largest, "of_id": key,
             "of_en": names[key]} for key, of in scores.items() for row in of]  # fmt: skip
    whole = [index.get(key, {}).get("integration_index") for key in names]
    first = [t("index"), *(look.Html(f"<b>{words.number(v)}</b>") for v in whole)]
    grid(rows, "compare/points", group="dimension", first=first)
    look.note(t("cluster.points_note") if is_sum else t("compare.scores_note"))


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
