"""Map: one indicator in all cities, as a map, over time or as a table."""

import json
from functools import lru_cache, partial

import streamlit as st

from app import charts, data, look, state, tables, take, words
from app.data import Row
from app.say import say, shown
from app.texts import t
from app.views import controls

# Of more, the five highest and lowest stand on the page.
FEW = 10


parsed = lru_cache(maxsize=1000)(json.loads)


def show() -> None:
    """Draw the page."""
    has = data.column("shared/indicator_years", "year")
    years = sorted({*has, *data.reading_years()})
    year = state.nearest_year(years)
    (about,) = data.ask("shared/indicator")
    rows = data.ask("map/city_values")
    have = [r for r in rows if r["value"] is not None]
    headline = say("map/headline", decimals=words.decimals(about["unit"]))
    look.title(headline, say("map/lead"))
    controls.beside(
        [controls.indicator, controls.reading],
        [partial(controls.year, years), partial(controls.one_of, "view")],
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


def draw(rows: list[Row], about: Row, title: str) -> bool:
    """Show the map; a click on a city shows its values. Return whether there is one."""
    unit, name = about["unit"], words.name(about, "indicator")
    shapes = {
        row["city_id"]: parsed(row["geojson"]) for row in data.ask("map/city_shapes")
    }
    decimals = words.decimals(unit)
    cities = [
        {
            **charts.figure(row),
            "type": "Feature",
            "geometry": shapes.get(row["city_id"]),
        }
        for row in data.ask("map/drawn", unit=unit, decimals=decimals)
    ]
    has_dots = not all(city["geometry"] for city in cities)
    if not any(city["geometry"] for city in cities):
        look.note(t("map.no_shapes"))
        return False
    classes = data.ask("map/legend", unit=unit, decimals=decimals)
    is_burden = about["direction"] == "negative"
    colours = [
        *look.colour("burdens" if is_burden else "classes"),
        look.colour("paper"),
    ]
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
        alt=t("map.alt", indicator=name),
        options={"key": "map", "on_select": choose_clicked, "selection_mode": ["pick"]},
        cities=cities,
        has_dots=has_dots,
        outlines=[{**row, "type": "Feature", "geometry": parsed(row["geojson"])}
                  for row in data.ask("map/cluster_shapes")],
        classes=[shown(row["band"], "") for row in classes],
        colours=[colours[row["colour"]] for row in classes],
        indicator=name,
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
    if are_all or len(have) <= FEW:
        look.section(t("map.all"))
        tables.grid(have, "map/city_values", is_sorted=are_all)
    elif about["unit"] != "0_or_1":
        look.section(t("map.extremes"))
        rows = data.ask("map/extremes", decimals=words.decimals(about["unit"]))
        tables.grid(rows, "map/city_values", group="map")
