"""Map: one indicator in all cities, as a map, over time or as a table."""

import json
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from app import charts, data, look, state, tables, take, words
from app.data import Row
from app.say import say
from app.texts import t
from app.views import controls

# Of more, the five highest and lowest stand on the page.
FEW = 10


@lru_cache(maxsize=8)
def geometries(folder: str, scheme: str) -> dict[str, dict[str, Any]]:
    """Return the geometry of each city and of a scheme's agglomerations, of a build."""
    cities = data.ask("map/city_shapes")
    clusters = data.ask("map/cluster_shapes", scheme=scheme)
    return {row.get("city_id") or row["cluster_id"]: json.loads(row["geojson"])
            for row in (*cities, *clusters)}  # fmt: skip


def class_label(low: float | None, high: float | None, unit: str) -> str:
    """Return what a class of the map is called, by what it lies between."""
    if low is None and high is None:
        return t("map.one_class")
    if low is None:
        return f"≤ {words.figure(high, unit)}"
    bound = words.figure(low, unit)
    return f"> {bound}" if high is None else f"{bound} – {words.figure(high, unit)}"


def classes(unit: str) -> tuple[list[str], list[float]]:
    """Return the labels of the classes, from little to much, and the bounds between."""
    if unit == "0_or_1":
        return [words.figure(0, unit), words.figure(1, unit)], [0.5]
    found = data.ask("map/classes", decimals=words.decimals(unit))
    labels = [class_label(row["low"], row["high"], unit) for row in found]
    return labels, [row["high"] for row in found[:-1]]


def class_of(value: float, bounds: list[float], unit: str) -> int:
    """Return the class of a value, 0 for the lowest: of the value as it is shown."""
    return sum(round(value, words.decimals(unit)) > bound for bound in bounds)


def ramp(n: int, direction: str) -> list[str]:
    """Return n colours from little to much; another hue where less is better."""
    colours = look.colour("burdens" if direction == "negative" else "classes")
    if n == 1:
        return [colours[2]]
    return [colours[round(i * (len(colours) - 1) / (n - 1))] for i in range(n)]


def show() -> None:
    """Draw the page."""
    has = data.column("shared/indicator_years", "year")
    years = sorted({*has, *data.reading_years()})
    year = state.nearest_year(years)
    about = data.indicator_row()
    rows = data.ask("map/city_values")
    have = [r for r in rows if r["value"] is not None]
    headline = say("map/headline", decimals=words.decimals(about["unit"]))
    lead = say("map/lead")
    if about["unit"] != "0_or_1":
        less = about["direction"] == "negative"
        better = t("map.less_is_better" if less else "map.more_is_better")
        lead = words.sentences(lead, better)
    look.title(headline, lead)
    controls.beside(
        [controls.indicator, controls.reading],
        [partial(controls.year, years), partial(controls.one_of, "view", state.VIEWS)],
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
    return [*tables.columns("map/file"), *tables.columns("figures")]


def sources_of(row: Row) -> str:
    """Name the publications of a value."""
    parts = (words.name(row, f"{p}_source") for p in ("numerator", "denominator"))
    return words.join([p for p in dict.fromkeys(parts) if p]) or "–"


def draw(rows: list[Row], about: Row, title: str) -> bool:
    """Show the map; a click on a city shows its values. Return whether there is one."""
    shapes = geometries(str(data.current_build()), st.session_state["scheme"])
    unit = about["unit"]
    labels, bounds = classes(unit)
    colours = ramp(len(labels), about["direction"])
    cities = [
        {**charts.figure(row, unit),
         "type": "Feature",
         "geometry": shapes.get(row["city_id"]),
         "source": sources_of(row),
         "is_here": row["city_id"] == st.session_state["city"],
         "class": t("no_figure") if row["value"] is None
         else labels[class_of(row["value"], bounds, unit)]}
        for row in rows
    ]  # fmt: skip
    has_dots = not all(city["geometry"] for city in cities)
    if not any(city["geometry"] for city in cities):
        look.note(t("map.no_shapes"))
        return False
    if any(city["missing"] for city in cities):
        labels.append(t("no_figure"))
        colours.append(look.colour("paper"))
    is_marked = any(city["estimate"] or city["doubt"] for city in cities)
    note = [look.in_reading(), look.caption("caption.figures")]
    charts.chart(
        "map",
        [],
        rows,
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
            text = look.html_of(say("map/city"))
            look.notice(look.Html(f"{text} {there}"))
    have = [r for r in rows if r["value"] is not None]
    take.values("map", title, have, in_file(), note)
    return True


def choose_clicked() -> None:
    """Choose the city that was clicked."""
    picked = st.session_state["map"]["selection"].get("pick") or [{}]
    if picked[0].get("city_id") in data.column("shared/city_ids", "city_id"):
        st.session_state["city"] = picked[0]["city_id"]


def all_cities(about: Row) -> None:
    """Show an indicator of all cities over the years, up to five of them named."""
    rows = data.ask("map/all_values")
    called = words.names(data.ask("shared/cities"), "city")
    controls.several(t("view.cities"), controls.city_labels(), "cities")
    names = {city: called[city] for city in state.picked("cities") if city in called}
    indicator = words.name(about, "indicator")
    charts.over_time(
        "time",
        ["map/file", "figures"],
        [row for row in rows if row["city_id"] in names],
        title=t("map.over_time", indicator=indicator, n=len(called)),
        in_file=rows,
        behind=[row for row in rows if row["city_id"] not in names],
        series="city_id",
        labels=names,
    )


def extremes(have: list[Row], about: Row, *, are_all: bool) -> None:
    """Show the five highest and lowest cities, or all where they are few or asked for."""
    unit = about["unit"]
    if unit == "0_or_1" and not are_all:
        return

    def city(row: Row) -> look.Html:
        shared = "=" if row["n_sharing"] > 1 else ""
        rank = f'<span class="soft">{shared}{row["rank_in_scheme"]}</span>'
        return look.Html(f"{rank} {tables.city_link(row)}")

    def line(row: Row) -> Row:
        return {**row, "head": words.unit_name(unit) or t("value")}

    own: dict[str, tables.Show] = {
        "city": city,
        "value": partial(look.marked, unit=unit),
    }
    if are_all or len(have) <= FEW:
        look.section(t("map.all"))
        tables.grid([*map(line, have)], "map/city_values", own=own, is_sorted=are_all)
        return
    look.section(t("map.extremes"))
    shown = tables.columns("map/city_values", [line(have[0])], own=own)

    def of_line(column: tables.Column, row: Row) -> Any:
        if not row["n_others"]:
            return column.show(row)
        value = words.of_indicator(row["value"], about)
        said = t("map.others", n=row["n_others"], value=value)
        return said if column == shown[0] else ""

    rows = data.ask("map/extremes", decimals=words.decimals(unit))
    whole = [replace(c, show=partial(of_line, c)) for c in shown]
    tables.grid(rows, whole, group="map")
