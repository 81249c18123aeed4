"""Map: one indicator in all cities, with the outlines of the agglomerations."""

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

import streamlit as st

from app import data, look, state
from app.texts import t
from app.views.controls import chooser, city_labels, indicator_control, years_slider


@lru_cache(maxsize=2)
def geometries(folder: str) -> dict[str, dict[str, Any]]:
    """Return the geometry of each city and agglomeration of a build."""
    shapes = {row["city_id"]: json.loads(row["geojson"]) for row in data.city_shapes()}
    return shapes | {
        row["cluster_id"]: json.loads(row["geojson"]) for row in data.cluster_shapes()
    }


def classes(bounds: list[float], unit: str) -> list[str]:
    """Return the labels of the map classes, from little to much."""
    if unit == "0_or_1":
        return [look.figure(0, unit), look.figure(1, unit)]
    edges = [look.figure(bound, unit) for bound in bounds]
    return [
        f"≤ {edges[0]}",
        *(f"{low} – {high}" for low, high in pairwise(edges)),
        f"> {edges[-1]}",
    ]


def class_of(value: float, bounds: list[float]) -> int:
    """Return the class of a value, 0 for the lowest."""
    return sum(value > bound for bound in bounds)


def show() -> None:
    """Draw the page."""
    indicator = st.session_state["indicator"]
    years = data.indicator_years(indicator)
    year = state.nearest_year(years)
    about = next(i for i in data.indicators() if i["indicator_id"] == indicator)
    unit = about["unit"]
    rows = data.city_values(indicator, year)
    have = sorted(
        (r for r in rows if r["value"] is not None), key=lambda r: -r["value"]
    )
    headline(about, rows, have, year)
    left, right = st.columns([1, 1])
    with left:
        indicator_control()
    with right:
        years_slider(years)
    if not have:
        look.note(t("no_figure"))
        return
    bounds = [0.5] if unit == "0_or_1" else sorted(set(data.class_bounds(indicator)))
    colours = look.CLASSES[look.theme()]
    colours = (colours[0], colours[-2]) if unit == "0_or_1" else colours
    legend(bounds, colours, unit, rows)
    draw(rows, about, bounds, colours)
    opener()
    extremes(have, about)
    look.note(
        look.sentences(
            look.text(about, "definition"),
            look.text(about, "data_note"),
            t("map.classes"),
        )
    )


def headline(
    about: look.Row, rows: list[look.Row], have: list[look.Row], year: int
) -> None:
    """Say where the indicator is highest and lowest, and how much is missing."""
    indicator, unit = look.name(about, "indicator"), about["unit"]
    if not have:
        look.title(t("map.nothing", indicator=indicator, year=year))
        return
    if unit == "0_or_1":
        n = sum(row["value"] == 1 for row in have)
        text = t("map.yes", n=n, all=len(have), indicator=indicator, year=year)
    else:
        text = t(
            "map.highest",
            indicator=indicator,
            year=year,
            high=look.name(have[0], "city"),
            high_value=look.of_indicator(have[0]["value"], about),
            low=look.name(have[-1], "city"),
            low_value=look.of_indicator(have[-1]["value"], about),
        )
    estimated = sum(r["status"] in ("interpolated", "carried") for r in have)
    parts = [t("map.have", n=len(have), all=len(rows))]
    if estimated:
        parts.append(t("map.estimated", n=estimated))
    if len(rows) > len(have):
        parts.append(t("map.missing", n=len(rows) - len(have)))
    look.title(text, t("stop").join(parts) + t("full_stop"))


def legend(
    bounds: list[float], colours: tuple[str, ...], unit: str, rows: list[look.Row]
) -> None:
    """Show what the colours mean, and the marks that this map has."""
    parts = [
        f'<span><i style="background:{colour}"></i>{look.html_of(label)}</span>'
        for colour, label in zip(colours, classes(bounds, unit), strict=False)
    ]
    if any(r["value"] is None for r in rows):
        parts.append(f'<span><i class="none"></i>{look.html_of(t("no_figure"))}</span>')
    if any(r["status"] in ("interpolated", "carried") for r in rows):
        parts.append(f"<span><b>○</b>{look.html_of(t('estimate'))}</span>")
    name = look.unit_name(unit)
    head = f'<span class="soft">{look.html_of(name)}</span>' if name else ""
    st.html(f'<div class="legend">{head}{"".join(parts)}</div>')


def draw(
    rows: list[look.Row], about: look.Row, bounds: list[float], colours: tuple[str, ...]
) -> None:
    """Show the map; a click on a city opens its page."""
    shapes = geometries(str(data.current_build().folder))
    theme, unit = look.theme(), about["unit"]
    features = []
    for row in rows:
        if row["city_id"] not in shapes:
            continue
        missing = row["value"] is None
        features.append(
            {
                "type": "Feature",
                "geometry": shapes[row["city_id"]],
                "city_id": row["city_id"],
                "city": look.name(row, "city"),
                "cluster": look.name(row, "cluster"),
                "figure": t("no_figure") if missing
                else look.with_unit(row["value"], unit),
                "status": look.status_text(row),
                "source": "–" if missing else look.name(row, "source"),
                "missing": missing,
                "fill": look.PAPER[theme] if missing
                else colours[min(class_of(row["value"], bounds), len(colours) - 1)],
            }
        )  # fmt: skip
    if not features:
        look.note(t("map.no_shapes"))
        return
    outlines = [
        {"type": "Feature", "geometry": shapes[c["cluster_id"]]}
        for c in data.cluster_shapes()
    ]
    names = [
        {"lon": c["lon"], "lat": c["lat"], "name": look.name(c, "cluster")}
        for c in data.cluster_shapes()
    ]
    points = [
        {"lon": r["lon"], "lat": r["lat"]}
        for r in rows
        if r["status"] in ("interpolated", "carried")
    ]
    halo = {"stroke": look.PAPER[theme], "strokeWidth": 3.5, "strokeOpacity": 0.85}
    label = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
        "text": {"field": "name", "type": "nominal"},
    }
    spec = {
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
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "strokeDash": {"condition": {"test": "datum.missing",
                                                 "value": [3, 3]}, "value": [1, 0]},
                    "tooltip": [
                        {"field": "city", "type": "nominal",
                         "title": t("parameter.city")},
                        {"field": "cluster", "type": "nominal",
                         "title": t("agglomeration")},
                        {"field": "figure", "type": "nominal",
                         "title": look.name(about, "indicator")},
                        {"field": "status", "type": "nominal", "title": t("status")},
                        {"field": "source", "type": "nominal", "title": t("source")},
                    ],
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
    with st.container(key="map_frame"):
        look.chart(
            spec,
            t("map.alt", indicator=look.name(about, "indicator")),
            430,
            key="map",
            on_select=open_clicked,
            selection_mode=["pick"],
        )


def open_clicked() -> None:
    """Go to the page of the city that was clicked."""
    picked = st.session_state["map"]["selection"].get("pick") or [{}]
    open_city(picked[0].get("city_id"))


def open_chosen() -> None:
    """Go to the page of the city that was chosen by name."""
    open_city(st.session_state["open_city"])


def open_city(city: str | None) -> None:
    """Go to the page of a city."""
    if city in {row["city_id"] for row in data.cities()}:
        st.session_state["city"] = city
        st.session_state["page"] = "city"


def opener() -> None:
    """Offer the way to a city without a mouse."""
    chooser(
        t("map.open"),
        city_labels(),
        "open_city",
        index=None,
        placeholder=t("map.open_hint"),
        on_change=open_chosen,
    )


def extremes(have: list[look.Row], about: look.Row) -> None:
    """Show the five highest and lowest cities."""
    if about["unit"] == "0_or_1" or len(have) < 10:
        return
    look.section(t("map.extremes"))

    def line(place: int, row: look.Row) -> list:
        return [
            look.Html(f'<span class="soft">{place}</span> '
                      f'{look.html_of(look.name(row, "city"))}'),
            look.cluster_cell(row["cluster_id"], look.name(row, "cluster")),
            look.marked(row, about["unit"]),
            look.status_text(row),
        ]  # fmt: skip

    n = len(have)
    unit = look.unit_name(about["unit"])
    look.table(
        [t("parameter.city"), t("agglomeration"), unit or t("value"), t("status")],
        [
            [t("map.top")],
            *(line(i + 1, row) for i, row in enumerate(have[:5])),
            [t("map.bottom")],
            *(line(n - 4 + i, row) for i, row in enumerate(have[-5:])),
        ],
        numeric=[2],
        wide=[3],
    )
