"""Compare: up to five cities, agglomerations or years side by side."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from app import charts, data, look, sentences, state, tables, take, words
from app.charts import layer, name, number
from app.texts import t
from app.views import over_time
from app.views.controls import (
    city_labels,
    cluster_control,
    indicator_control,
    one_of,
    reading_control,
    several,
    year_control,
)


def show() -> None:
    """Draw the page."""
    {"cities": cities, "clusters": clusters, "years": years}[st.session_state["what"]]()


def what() -> None:
    """Choose what is compared."""
    labels = {kind: t(f"compare.{kind}") for kind in state.COMPARED}
    one_of(t("parameter.what"), labels, "what")


def line_colours(ids: Iterable[str]) -> dict[str, str]:
    """Return a colour for each of what is compared."""
    return dict(zip(ids, look.LINE_COLOURS[look.theme()], strict=False))


def cities() -> None:
    """Show cities side by side: all indicators of a year, one over the years."""
    reading, chosen = st.session_state["reading"], state.picked("cities")
    scheme = data.scheme_of(reading)
    years = data.column(
        "compare/city_years", "year", scheme=scheme, cities=tuple(chosen)
    )
    year = state.nearest_year(years or data.reading_years(reading))
    known = {c["city_id"]: c for c in data.ask("shared/cities", scheme=scheme)}
    rows = data.ask(
        "compare/city_table", scheme=scheme, cities=tuple(chosen), year=year
    )
    directions = data.directions(reading)
    picked = [known[city] for city in chosen]
    look.title(
        sentences.compare.cities_headline(rows, picked, directions, year),
        t("compare.cities_lead"),
        look.in_reading(),
    )
    what()
    several(t("compare.cities"), city_labels(scheme), "cities")
    left, right = st.columns(2)
    with left:
        reading_control()
    with right:
        year_control(years)
    names = words.names(picked, "city")
    side_by_side(rows, names, directions, year)
    indicator = about_indicator()
    look.section(t("compare.over_time"))
    indicator_control(scheme)
    series = data.ask("compare/city_series", scheme=scheme, cities=tuple(chosen),
                      indicator=indicator["indicator_id"])  # fmt: skip
    lines("city_id", series, names, "value", indicator)


def about_indicator() -> data.Row:
    """Return the chosen indicator."""
    chosen = st.session_state["indicator"]
    return next(i for i in data.indicators() if i["indicator_id"] == chosen)


def lines(
    key: str, rows: list[data.Row], names: dict[str, str], value: str, about: data.Row
) -> None:
    """Show the chosen indicator of each over the years, and offer its values."""
    columns = [
        tables.text("compare.what", lambda row: names[row[key]]),
        tables.year(),
        tables.number("value", value),
        tables.text("unit", lambda row: words.unit_name(about["unit"])),
        tables.text("doubt", lambda row: row.get("warning_flags")),
    ]
    of = words.join([*names.values()])
    over_time.show(
        "compared",
        about,
        rows,
        names,
        columns,
        title=words.name(about, "indicator") + t("colon") + of,
        note=t("over_time.mean") if value == "mean_value" else "",
        series=key,
        value=value,
        colours=look.cluster_colours() if key == "cluster_id" else line_colours(names),
    )


def side_by_side(
    rows: list[data.Row], names: dict[str, str], directions: dict[str, str], year: int
) -> None:
    """Show every indicator of the chosen cities; the best value of each is bold."""
    look.section(t("compare.side_by_side", year=year))
    cell = {(r["indicator_id"], r["city_id"]): r for r in rows}

    def is_less(row: data.Row) -> bool:
        return directions.get(row["indicator_id"]) == "negative"

    def best(row: data.Row) -> str:
        of = [r for r in rows if r["indicator_id"] == row["indicator_id"]]
        pick = sentences.basic.lowest if is_less(row) else sentences.basic.highest
        found = pick(of, "value") if len(of) > 1 else []
        return found[0]["city_id"] if len(found) == 1 else ""

    def column(city: str, called: str) -> tables.Column:
        def show(row: data.Row) -> look.Html:
            found = cell.get((row["indicator_id"], city), {"value": None})
            text = look.marked(found, row["unit"])
            text = look.Html(f"{text} ?") if found.get("warning_flags") else text
            return look.Html(f"<b>{text}</b>") if city == best(row) else text

        there = look.link(called, state.address("city", city=city))
        return tables.text(there, show, is_number=True)

    columns = [
        tables.text("parameter.indicator",
                    lambda row: look.indicator_cell(row, less=is_less(row))),
        *(column(*item) for item in names.items()),
    ]  # fmt: skip
    tables.grid({r["indicator_id"]: r for r in rows}.values(), columns, "dimension")
    look.note(t("compare.note"))
    columns = [tables.named("indicator"), tables.named("city"), *tables.figures()]
    about = [(t("compare.side_by_side", year=year),), (look.figures_caption(),)]
    take.buttons("side_by_side", columns, rows, about)


def clusters() -> None:
    """Show agglomerations side by side, and what makes the gap between two."""
    reading, chosen = st.session_state["reading"], state.picked("clusters")
    scheme = data.scheme_of(reading)
    years = data.reading_years(reading)
    year = state.nearest_year(years)
    index = data.ask("overview/index", reading=reading)
    now = [
        r for c in chosen for r in index if (r["cluster_id"], r["year"]) == (c, year)
    ]
    look.title(sentences.compare.clusters_headline(now, year), "", look.in_reading())
    what()
    labels = words.names(data.clusters(scheme), "cluster")
    several(t("compare.clusters"), labels, "clusters")
    reading_control()
    year_control(years)
    names = {c: labels[c] for c in chosen}
    scores = {
        c: data.ask("cluster/indicator_scores", reading=reading, cluster=c, year=year)
        for c in chosen
    }
    points(scores, {r["cluster_id"]: r for r in now}, names, year)
    if len(chosen) > 1:
        one, other = chosen[0], chosen[1]
        gap_of(scores[one], scores[other], names[one], names[other])
        lead(one, other, names, year)
    about = about_indicator()
    look.section(t("compare.over_time"))
    indicator_control(scheme)
    series = data.ask("compare/cluster_series", scheme=scheme, clusters=tuple(chosen),
                      indicator=about["indicator_id"])  # fmt: skip
    lines("cluster_id", series, names, "mean_value", about)


def lead(one: str, other: str, names: dict[str, str], year: int) -> None:
    """Say how sure it is that one agglomeration is ahead of another, in any reading."""
    for row in data.ask("compare/lead", one=one, other=other, year=year):
        said = t(f"compare.lead_{row['experiment_id']}", one=names[one],
                 other=names[other], share=words.percent(row["share_ahead"]),
                 n=words.number(row["n_draws"], 0))  # fmt: skip
        look.note(said)


def years() -> None:
    """Show years of an agglomeration side by side, and what made the change."""
    reading, cluster = st.session_state["reading"], st.session_state["cluster"]
    state.write()
    scheme = data.scheme_of(reading)
    known = [str(year) for year in data.reading_years(reading)]
    chosen = sorted(y for y in state.picked("years") if y in known)
    index = data.ask("overview/index", reading=reading)
    own = {str(r["year"]): r for r in index if r["cluster_id"] == cluster}
    called = words.names(data.clusters(), "cluster")[cluster]
    now = [own[y] for y in chosen if y in own]
    look.title(sentences.compare.years_headline(now, called), "", look.in_reading())
    what()
    left, right = st.columns(2)
    with left:
        cluster_control(scheme)
        reading_control()
    with right:
        several(t("compare.years"), {y: y for y in known}, "years")
    scores = {
        y: data.ask("cluster/indicator_scores", reading=reading, cluster=cluster,
                    year=int(y))
        for y in chosen
    }  # fmt: skip
    points(scores, own, {y: y for y in chosen}, called)
    if len(chosen) > 1:
        first, last = chosen[0], chosen[-1]
        gap_of(scores[last], scores[first], last, first)


def points(
    scores: dict[str, list[data.Row]],
    index: dict[str, data.Row],
    names: dict[str, str],
    of: Any,
) -> None:
    """Show the index of each, and what each indicator adds to it."""
    cells = [{**r, "of_id": k, "of_en": names[k]} for k, found in scores.items()
             for r in found]  # fmt: skip
    if not cells:
        look.note(t("no_result"))
        return
    is_sum = any(r["contribution"] is not None for r in cells)
    value = "contribution" if is_sum else "indicator_score"
    look.section(t("compare.points" if is_sum else "compare.scores", of=of))
    whole = [index.get(key, {}).get("integration_index") for key in names]
    tables.pivot(
        cells, "indicator", "of", value,
        order=list(dict.fromkeys(r["indicator_id"] for r in cells)),
        largest=max((r[value] or 0 for r in cells), default=0), group="dimension",
        first=[t("index"), *(look.Html(f"<b>{words.number(v)}</b>") for v in whole)],
    )  # fmt: skip
    look.note(t("cluster.points_note") if is_sum else t("compare.scores_note"))


def gap_of(first: list[data.Row], second: list[data.Row], one: str, other: str) -> None:
    """Show which indicators make the difference between two indexes."""
    rows = sentences.compare.gap(first, second)
    if not rows:
        return
    title = t("compare.gap_title", one=one, other=other)
    lead = sentences.compare.gap_lead(rows, one, other)
    look.section(title, lead)
    shown = [{"indicator": words.name(r, "indicator"), "gap": r["gap"]} for r in rows]
    y = name("indicator", sort=[r["indicator"] for r in shown], axis=None)
    x = number("gap", t("overview.points"), axis={"tickCount": 5})
    colour = {
        "condition": {"test": "datum.gap < 0", "value": look.BELOW},
        "value": look.ABOVE,
    }
    tooltip = [name("indicator", t("parameter.indicator")),
               number("gap", t("overview.points"), format="+,.2f")]  # fmt: skip
    about = [t("compare.gap_note", one=one, other=other), look.reading_caption()]
    charts.chart(
        "gap",
        [
            layer(shown, "bar", {"height": 9, "yOffset": 8}, x=x, y=y, color=colour,
                  tooltip=tooltip),
            layer(shown, "text", {"align": "left", "dy": -4, "fontSize": 12.5},
                  x={"value": 0}, y=y, text=name("indicator")),
        ],
        lead,
        31 * len(shown) + 40,
        title=title,
        about=about,
    )  # fmt: skip
    columns = [
        tables.named("indicator"),
        tables.named("dimension"),
        tables.number(tables.Said(one), "contribution"),
        tables.number(tables.Said(other), lambda r: r["contribution"] - r["gap"]),
        tables.number("compare.difference", "gap"),
    ]
    take.values("gap", title, rows, columns, about)
