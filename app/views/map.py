"""Map: one indicator in all cities, as a map, over time or as a table."""

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import streamlit as st

from app import charts, data, look, state, tables, take, words
from app.sentences import places
from app.sentences.basic import same
from app.texts import t
from app.views import controls, over_time

AT_AN_END = 5


@lru_cache(maxsize=8)
def geometries(folder: str, scheme: str) -> dict[str, dict[str, Any]]:
    """Return the geometry of each city and of a scheme's agglomerations, of a build."""
    cities = data.ask("map/city_shapes")
    clusters = data.ask("map/cluster_shapes", scheme=scheme)
    return {row.get("city_id") or row["cluster_id"]: json.loads(row["geojson"])
            for row in (*cities, *clusters)}  # fmt: skip


def shown(value: float, unit: str) -> float:
    """Return a value as it is shown, so that classes and figures agree."""
    return round(value, words.decimals(unit))


def class_edges(quintiles: list[float], most: float, unit: str) -> list[float]:
    """Return the upper bounds of all classes but the last.

    Quintiles that read alike are one bound, and none stands where nothing lies above it.
    """
    if unit == "0_or_1":
        return [0.5]
    edges = sorted({shown(bound, unit) for bound in quintiles})
    return [edge for edge in edges if edge < shown(most, unit)]


def classes(edges: list[float], unit: str) -> list[str]:
    """Return the labels of the map classes, from little to much."""
    if unit == "0_or_1":
        return [words.figure(0, unit), words.figure(1, unit)]
    if not edges:
        return [t("map.one_class")]
    texts = [words.figure(edge, unit) for edge in edges]
    between = [f"{low} – {high}" for low, high in pairwise(texts)]
    return [f"≤ {texts[0]}", *between, f"> {texts[-1]}"]


def class_of(value: float, edges: list[float], unit: str) -> int:
    """Return the class of a value, 0 for the lowest."""
    return sum(shown(value, unit) > edge for edge in edges)


def ramp(n: int, direction: str) -> list[str]:
    """Return n colours from little to much; another hue where less is better."""
    colours = (look.BURDENS if direction == "negative" else look.CLASSES)[look.theme()]
    if n == 1:
        return [colours[2]]
    return [colours[round(i * (len(colours) - 1) / (n - 1))] for i in range(n)]


def show() -> None:
    """Draw the page."""
    has = data.column("shared/indicator_years", "year")
    years = sorted({*has, *data.reading_years()})
    year = state.nearest_year(years)
    about = data.indicator_row()
    about = {**about, "direction": data.directions()[about["indicator_id"]]}
    rows = data.ask("map/city_values")
    have = [r for r in rows if r["value"] is not None]
    headline = places.map_headline(about, rows, year)
    lead = places.map_lead(rows)
    if about["unit"] != "0_or_1":
        less = about["direction"] == "negative"
        better = t("map.less_is_better" if less else "map.more_is_better")
        lead = words.sentences(lead, better)
    look.title(headline, lead)
    views = {view: t(f"view.{view}") for view in state.VIEWS}
    controls.beside(
        [controls.indicator, controls.reading],
        [partial(controls.year, years), partial(controls.one_of, "view", views)],
    )
    if st.session_state["view"] == "time":
        all_cities(about)
    elif not have:
        links = [look.link(str(y), state.address("map", year=y)) for y in has]
        said = look.html_of(t("map.other_years" if has else "no_figure"))
        look.note(look.Html(f"{said} {', '.join(links)}".strip()))
        return
    elif st.session_state["view"] == "table":
        extremes(have, about, are_all=True)
        with st.container():
            named = f"{about['indicator_id']}_{year}"
            take.buttons(named, in_file(), have, [(headline,)])
    else:
        is_drawn = draw(rows, about, headline)
        extremes(have, about, are_all=not is_drawn)
    definition = [words.text(about, "definition"), words.text(about, "data_note")]
    look.note(words.sentences(*definition, t("map.classes")))
    look.source_notes(have)


def in_file() -> list[tables.Column]:
    """Return what files have of a value: names, unit, flags and sources."""
    names = [tables.named("city"), tables.named("cluster")]
    return [*names, tables.year(), *tables.figures()]


def sources_of(row: data.Row) -> str:
    """Name the publications of a value."""
    parts = (words.name(row, f"{p}_source") for p in ("numerator", "denominator"))
    return words.join([p for p in dict.fromkeys(parts) if p]) or "–"


def draw(rows: list[data.Row], about: data.Row, title: str) -> bool:
    """Show the map; a click on a city shows its values. Return whether there is one."""
    shapes = geometries(str(data.current_build()), st.session_state["scheme"])
    unit = about["unit"]
    (scale,) = data.ask("map/class_bounds")
    edges = class_edges(scale["bounds"] or [], scale["highest_value"] or 0, unit)
    labels = classes(edges, unit)
    colours = ramp(len(labels), about["direction"])
    cities = [
        {**row,
         "type": "Feature",
         "geometry": shapes.get(row["city_id"]),
         "figure": words.with_unit(row["value"], unit),
         "status": words.status_text(row),
         "source": sources_of(row),
         "missing": row["value"] is None,
         "estimate": row["status"] in words.ESTIMATES,
         "doubt": bool(row["warning_flags"]),
         "is_here": row["city_id"] == st.session_state["city"],
         "class": t("no_figure") if row["value"] is None
         else labels[class_of(row["value"], edges, unit)]}
        for row in rows
    ]  # fmt: skip
    has_dots = not all(city["geometry"] for city in cities)
    if not any(city["geometry"] for city in cities):
        look.note(t("map.no_shapes"))
        return False
    if any(city["missing"] for city in cities):
        labels, colours = (
            [*labels, t("no_figure")],
            [*colours, look.PAPER[look.theme()]],
        )
    is_marked = any(city["estimate"] or city["doubt"] for city in cities)
    note = [look.in_reading(), look.caption("caption.figures")]
    charts.chart(
        "map",
        "map",
        430,
        title=title,
        about=[t("map.marks") if is_marked else "", t("map.dots") if has_dots else "",
               *note],
        alt=t("map.alt", indicator=words.name(about, "indicator")),
        options={"key": "map", "on_select": choose_clicked, "selection_mode": ["pick"]},
        cities=cities,
        has_dots=has_dots,
        outlines=[{**row, "type": "Feature", "geometry": shapes[row["cluster_id"]]}
                  for row in data.ask("map/cluster_shapes")],
        classes=labels,
        colours=colours,
        indicator=words.name(about, "indicator"),
        unit=words.unit_name(unit),
    )  # fmt: skip
    controls.chooser(t("map.city"), controls.city_labels(), "city")
    for row in rows:
        if row["city_id"] == st.session_state["city"]:
            called = t("map.open", city=words.name(row, "city"))
            there = look.link(called, state.address("city"))
            text = look.html_of(places.city_on_map(row, about))
            look.notice(look.Html(f"{text} {there}"))
    have = [r for r in rows if r["value"] is not None]
    take.values("map", title, have, in_file(), note)
    return True


def choose_clicked() -> None:
    """Choose the city that was clicked."""
    picked = st.session_state["map"]["selection"].get("pick") or [{}]
    if picked[0].get("city_id") in data.column("shared/city_ids", "city_id"):
        st.session_state["city"] = picked[0]["city_id"]


def all_cities(about: data.Row) -> None:
    """Show an indicator of all cities over the years, up to five of them named."""
    rows = data.ask("map/all_values")
    called = words.names(data.ask("shared/cities"), "city")
    controls.several(t("view.cities"), controls.city_labels(), "cities")
    names = {city: called[city] for city in state.picked("cities") if city in called}
    indicator = words.name(about, "indicator")
    over_time.show(
        "time",
        about,
        [row for row in rows if row["city_id"] in names],
        in_file(),
        title=t("map.over_time", indicator=indicator, n=len(called)),
        in_file=rows,
        behind=[row for row in rows if row["city_id"] not in names],
        series="city_id",
        labels=names,
        value="value",
        marks=look.line_marks(names),
    )


def ends(
    have: list[data.Row], values: Sequence[Any]
) -> tuple[list[data.Row], list[data.Row], int, int]:
    """Return the cities at both ends, and how many more share the value of each end.

    Cities of one value stand together or not at all.

    Args:
        have: cities with a value, highest first.
        values: what of each is one value.

    Returns:
        the highest, the lowest, and how many cities share the value where the list
        of the highest, and that of the lowest, stops; 0 where it stops between values.

    """

    def cut(values: Sequence[Any]) -> tuple[int, int]:
        if len(values) <= AT_AN_END or values[AT_AN_END - 1] != values[AT_AN_END]:
            return AT_AN_END, 0
        return values.index(values[AT_AN_END]), values.count(values[AT_AN_END])

    (n_top, more), (n_bottom, fewer) = cut(values), cut(values[::-1])
    return have[:n_top], have[len(have) - n_bottom :], more, fewer


def extremes(have: list[data.Row], about: data.Row, *, are_all: bool) -> None:
    """Show the five highest and lowest cities, or all where they are few or asked for."""
    unit = about["unit"]
    if unit == "0_or_1" and not are_all:
        return
    often = Counter(same(row["value"]) for row in have)

    def city(row: data.Row) -> look.Html:
        shared = "=" if often[same(row["value"])] > 1 else ""
        rank = f'<span class="soft">{shared}{row["rank_in_scheme"]}</span>'
        return look.Html(f"{rank} {tables.city_link(row)}")

    columns = [
        tables.text("parameter.city", city),
        tables.cluster(),
        tables.text(tables.Said(words.unit_name(unit) or t("value")),
                    lambda row: look.marked(row, unit), is_number=True),
        tables.text("status", words.status_text, is_wide=True),
    ]  # fmt: skip
    if are_all or len(have) <= 2 * AT_AN_END:
        tables.part(t("map.all"), "", have, columns, is_sorted=are_all)
        return
    look.section(t("map.extremes"))
    # What reads alike stands together.
    top, bottom, more, fewer = ends(have, [shown(row["value"], unit) for row in have])

    def others(n: int, row: data.Row) -> list[list[str]]:
        figure = words.of_indicator(row["value"], about)
        return [[t("map.others", n=n, value=figure), "", "", ""]] if n else []

    def lines(rows: list[data.Row]) -> list[list[Any]]:
        return [[column.show(row) for column in columns] for row in rows]

    tables.table(
        [column.head for column in columns],
        [[t("map.top")], *lines(top), *others(more, have[len(top) % len(have)]),
         [t("map.bottom")], *others(fewer, have[-len(bottom) - 1]), *lines(bottom)],
        numeric=[2],
        wide=[3],
    )  # fmt: skip
