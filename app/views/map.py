"""Map: one indicator in all cities, with the outlines of the agglomerations."""

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

import streamlit as st

from app import charts, data, look, sentences, state, words
from app.texts import t
from app.views.controls import (
    chooser,
    city_labels,
    indicator_control,
    reading_control,
    years_slider,
)

AT_AN_END = 5


@lru_cache(maxsize=8)
def geometries(folder: str, scheme: str) -> dict[str, dict[str, Any]]:
    """Return the geometry of each city and of a scheme's agglomerations, of a build."""
    shapes = {
        row["city_id"]: json.loads(row["geojson"])
        for row in data.ask("map/city_shapes")
    }
    return shapes | {
        row["cluster_id"]: json.loads(row["geojson"])
        for row in data.ask("map/cluster_shapes", scheme=scheme)
    }


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
    return [
        f"≤ {texts[0]}",
        *(f"{low} – {high}" for low, high in pairwise(texts)),
        f"> {texts[-1]}",
    ]


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
    reading, indicator = st.session_state["reading"], st.session_state["indicator"]
    scheme = data.scheme_of(reading)
    years = data.column(
        "shared/indicator_years", "year", scheme=scheme, indicator=indicator
    )
    year = state.nearest_year(years)
    about = next(i for i in data.indicators() if i["indicator_id"] == indicator)
    about = {**about, "direction": data.directions(reading)[indicator]}
    unit = about["unit"]
    rows = data.ask("map/city_values", scheme=scheme, indicator=indicator, year=year)
    have = [r for r in rows if r["value"] is not None]
    headline = sentences.places.map_headline(about, rows, year)
    lead = sentences.places.map_lead(rows)
    if unit != "0_or_1":
        less = about["direction"] == "negative"
        better = t("map.less_is_better" if less else "map.more_is_better")
        lead = words.sentences(lead, better)
    look.title(headline, lead)
    left, right = st.columns([1, 1])
    with left:
        indicator_control(scheme)
        reading_control()
    with right:
        years_slider(years)
    if not have:
        look.note(t("no_figure"))
        return
    (scale,) = data.ask("map/class_bounds", scheme=scheme, indicator=indicator)
    edges = class_edges(scale["bounds"] or [], scale["highest_value"] or 0, unit)
    is_drawn = draw(rows, about, edges, scheme, headline)
    opener(scheme)
    extremes(have, about, are_all=not is_drawn)
    look.note(
        words.sentences(
            words.text(about, "definition"),
            words.text(about, "data_note"),
            t("map.classes"),
        )
    )
    look.source_notes(
        {r["source_id"] for r in have} | {r["denominator_source_id"] for r in have}
    )


def draw(
    rows: list[data.Row], about: data.Row, edges: list[float], scheme: str, title: str
) -> bool:
    """Show the map; a click on a city opens its page. Return whether there is one."""
    shapes = geometries(str(data.current_build().folder), scheme)
    theme, unit = look.theme(), about["unit"]
    labels = classes(edges, unit)
    colours = ramp(len(labels), about["direction"])
    cities = [
        {
            "type": "Feature",
            "geometry": shapes.get(row["city_id"]),
            "lon": row["lon"],
            "lat": row["lat"],
            "city_id": row["city_id"],
            "city": words.name(row, "city"),
            "cluster": words.name(row, "cluster"),
            "figure": words.with_unit(row["value"], unit),
            "status": words.status_text(row),
            "source": words.join(
                [s for s in dict.fromkeys((words.name(row, "source"),
                                           words.name(row, "denominator_source"))) if s]
            ) or "–",
            "missing": row["value"] is None,
            "class": t("no_figure") if row["value"] is None
            else labels[class_of(row["value"], edges, unit)],
        }
        for row in rows
    ]  # fmt: skip
    features = [city for city in cities if city["geometry"]]
    dots = [city for city in cities if not city["geometry"]]
    if not features:
        look.note(t("map.no_shapes"))
        return False
    domain, fills = list(labels), list(colours)
    if any(city["missing"] for city in cities):
        domain, fills = [*domain, t("no_figure")], [*fills, look.PAPER[theme]]
    outlines = [
        {"type": "Feature", "geometry": shapes[c["cluster_id"]]}
        for c in data.ask("map/cluster_shapes", scheme=scheme)
    ]
    names = [
        {"lon": c["lon"], "lat": c["lat"], "name": words.name(c, "cluster")}
        for c in data.ask("map/cluster_shapes", scheme=scheme)
    ]
    points = [
        {"lon": r["lon"], "lat": r["lat"]}
        for r in rows
        if r["status"] in sentences.basic.ESTIMATES
    ]
    doubts = [
        {"lon": r["lon"], "lat": r["lat"], "name": "?"}
        for r in rows
        if r["warning_flags"]
    ]
    halo = {"stroke": look.PAPER[theme], "strokeWidth": 3.5, "strokeOpacity": 0.85}
    label = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
        "text": {"field": "name", "type": "nominal"},
    }
    fill = {
        "field": "class", "type": "nominal",
        "scale": {"domain": domain, "range": fills},
        "legend": {"title": words.unit_name(unit) or None, "orient": "bottom",
                   "columns": 3, "symbolType": "square", "symbolStrokeWidth": 1,
                   "symbolStrokeColor": look.SOFT[theme], "labelFontSize": 12.5,
                   "titleFontSize": 12.5, "titleFontWeight": "normal", "symbolSize": 160,
                   "labelLimit": 260, "labelColor": look.INK[theme],
                   "titleColor": look.SOFT[theme]},
    }  # fmt: skip
    tooltip = [
        {"field": "city", "type": "nominal", "title": t("parameter.city")},
        {"field": "cluster", "type": "nominal", "title": t("agglomeration")},
        {"field": "figure", "type": "nominal", "title": words.name(about, "indicator")},
        {"field": "status", "type": "nominal", "title": t("status")},
        {"field": "source", "type": "nominal", "title": t("source")},
    ]
    spec: dict[str, Any] = {
        "projection": {"type": "mercator"},
        "layer": [
            {
                "data": {"values": features},
                "params": [
                    {"name": "pick", "select": {"type": "point", "fields": ["city_id"]}}
                ],
                "mark": {"type": "geoshape", "stroke": look.SOFT[theme],
                         "strokeWidth": 0.5, "cursor": "pointer"},
                "encoding": {
                    "fill": fill,
                    "strokeDash": {"condition": {"test": "datum.missing",
                                                 "value": [3, 3]}, "value": [1, 0]},
                    "tooltip": tooltip,
                },
            },
            {
                "data": {"values": dots},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1,
                         "stroke": look.SOFT[theme], "strokeWidth": 0.5},
                "encoding": {
                    **{k: label[k] for k in ("longitude", "latitude")},
                    "fill": fill, "tooltip": tooltip,
                },
            },
            {
                "name": "outlines",
                "data": {"values": outlines},
                "mark": {"type": "geoshape", "filled": False, "strokeWidth": 1.8,
                         "stroke": look.INK[theme], "tooltip": None},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": False, "size": 18,
                         "strokeWidth": 1.2, "color": look.INK[theme]},
                "encoding": {k: label[k] for k in ("longitude", "latitude")},
            },
            {
                "data": {"values": doubts},
                "mark": {"type": "text", "fontWeight": 700, "fontSize": 13, "dx": 7,
                         "color": look.INK[theme]},
                "encoding": label,
            },
            {
                "data": {"values": names},
                "mark": {"type": "text", "fontWeight": 600, "fontSize": 13, **halo,
                         "color": look.PAPER[theme]},
                "encoding": label,
            },
            {
                "data": {"values": names},
                "mark": {"type": "text", "fontWeight": 600, "fontSize": 13,
                         "color": look.INK[theme]},
                "encoding": label,
            },
        ],
    }  # fmt: skip
    # Vega warns of a scale without values.
    spec["layer"] = [layer for layer in spec["layer"] if layer["data"]["values"]]
    marks = [t("map.marks")] if points or doubts else []
    if dots:
        marks.append(t("map.dots"))
    with st.container(key="map_frame"):
        charts.chart(
            spec,
            t("map.alt", indicator=words.name(about, "indicator")),
            430,
            key="map",
            title=title,
            about=[*marks, look.figures_caption()],
            on_select=open_clicked,
            selection_mode=["pick"],
        )
    return True


def open_clicked() -> None:
    """Go to the page of the city that was clicked."""
    picked = st.session_state["map"]["selection"].get("pick") or [{}]
    open_city(picked[0].get("city_id"))


def open_chosen() -> None:
    """Go to the page of the city that was chosen by name."""
    open_city(st.session_state["open_city"])


def open_city(city: str | None) -> None:
    """Go to the page of a city."""
    if city in {row["city_id"] for row in data.ask("shared/city_ids")}:
        st.session_state["city"] = city
        st.session_state["page"] = "city"


def opener(scheme: str) -> None:
    """Offer the way to a city without a mouse."""
    chooser(
        t("map.open"),
        city_labels(scheme),
        "open_city",
        index=None,
        placeholder=t("map.open_hint"),
        on_change=open_chosen,
    )


def ends(have: list[data.Row]) -> tuple[list[data.Row], list[data.Row], int, int]:
    """Return the cities at both ends, and how many more share the value of each end.

    Cities of one value stand together or not at all.

    Args:
        have: cities with a value, highest first.

    Returns:
        the highest, the lowest, and how many cities share the value where the list
        of the highest, and that of the lowest, stops; 0 where it stops between values.

    """

    def cut(rows: list[data.Row]) -> tuple[list[data.Row], int]:
        values = [sentences.basic.same(r["value"]) for r in rows]
        if len(rows) <= AT_AN_END or values[AT_AN_END - 1] != values[AT_AN_END]:
            return rows[:AT_AN_END], 0
        first = values.index(values[AT_AN_END])
        return rows[:first], values.count(values[AT_AN_END])

    (top, more), (bottom, fewer) = cut(have), cut(have[::-1])
    return top, bottom[::-1], more, fewer


def extremes(have: list[data.Row], about: data.Row, *, are_all: bool) -> None:
    """Show the five highest and lowest cities, or all where they are few or asked for."""
    if about["unit"] == "0_or_1" and not are_all:
        return
    values = [sentences.basic.same(r["value"]) for r in have]

    def line(row: data.Row) -> list:
        value = sentences.basic.same(row["value"])
        shared = "=" if values.count(value) > 1 else ""
        return [
            look.Html(f'<span class="soft">{shared}{values.index(value) + 1}</span> '
                      f'{look.html_of(words.name(row, "city"))}'),
            look.cluster_cell(row["cluster_id"], words.name(row, "cluster")),
            look.marked(row, about["unit"]),
            words.status_text(row),
        ]  # fmt: skip

    if are_all or len(have) <= 2 * AT_AN_END:
        look.section(t("map.all"))
        lines = [line(row) for row in have]
    else:
        look.section(t("map.extremes"))
        top, bottom, more, fewer = ends(have)

        def share(n: int, value: float) -> list:
            figure = words.of_indicator(value, about)
            return [t("map.others", n=n, value=figure), "", "", ""]

        lines = [[t("map.top")], *(line(row) for row in top)]
        if more:
            lines.append(share(more, have[len(top)]["value"]))
        lines.append([t("map.bottom")])
        if fewer:
            lines.append(share(fewer, have[-len(bottom) - 1]["value"]))
        lines += [line(row) for row in bottom]
    look.table(
        [t("parameter.city"), t("agglomeration"),
         words.unit_name(about["unit"]) or t("value"), t("status")],
        lines,
        numeric=[2],
        wide=[3],
    )  # fmt: skip
