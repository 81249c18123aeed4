"""City: every indicator with its figures, sources, status and place in the cluster."""

from functools import partial

import streamlit as st

from app import data, look, sentences, state, tables, words
from app.tables import text
from app.texts import language, t
from app.views import controls, over_time


def show() -> None:
    """Draw the page."""
    chosen = st.session_state["city"]
    city = next(c for c in data.ask("shared/cities") if c["city_id"] == chosen)
    years = data.column("shared/city_years", "year")
    year = state.nearest_year(years or data.reading_years())
    rows = data.ask("city/city_figures")
    directions = data.directions()
    look.title(
        sentences.places.city_headline(city, rows, directions, year),
        sentences.places.city_lead(rows, directions),
    )
    about(city)
    controls.beside([controls.city, controls.reading], [partial(controls.year, years)])
    figures(rows, directions, year)
    series(city)
    look.source_notes(rows)


def about(city: data.Row) -> None:
    """Say where a city is, and what is to be known of its boundaries."""
    notes = []
    if language() == "en":
        notes = [n for n in (city["boundary_note"], city["extent_note"]) if n]
    changes = [
        t(f"city.area_{row['change_type']}", year=row["year"],
          area=words.name(row, "area"), source=words.name(row, "source"))
        for row in data.ask("city/area_changes")
    ]  # fmt: skip
    province = words.name(city, "province")
    look.note(" ".join([f"{province} · {city['city_id']}", *notes, *changes]))


def place(row: data.Row) -> look.Html:
    """Return where a value stands between the smallest and largest of the cluster."""
    low, high, mean = row["min_value"], row["max_value"], row["mean_value"]
    if None in (row["value"], low, high) or high <= low:
        return look.Html("")

    def at(value: float) -> str:
        return f'style="left:{(value - low) / (high - low) * 100:.1f}%"'

    marks = "" if mean is None else f"<i {at(mean)}></i>"
    hollow = ' class="hollow"' if row["status"] in words.ESTIMATES else ""
    marks += f"<b{hollow} {at(row['value'])}></b>"
    return look.Html(f'<span class="place">{marks}</span>')


def source(row: data.Row) -> look.Html:
    """Return the figures that a value is made of: publication, file and row of each."""
    if row["value"] is None:
        return look.Html("")

    def part(what: str) -> str:
        value = words.with_unit(row[f"{what}_value"], row[f"{what}_unit"])
        text = f"{words.name(row, what)} {value}{t('colon')}"
        text += words.name(row, f"{what}_source")
        if row[f"{what}_seed"]:
            text += t("city.seed", file=row[f"{what}_seed"], city=row["city_id"],
                      year=row["from_year"])  # fmt: skip
        return look.html_of(text)

    parts = [part("numerator")]
    if row["denominator_value"] is not None:
        parts.append(part("denominator"))
    return look.soft(look.Html("<br>".join(parts)))


def figures(rows: list[data.Row], directions: dict[str, str], year: int) -> None:
    """Show the table of indicators."""

    def name(row: data.Row) -> look.Html:
        less = directions[row["indicator_id"]] == "negative"
        return look.indicator_cell(row, less=less)

    def value(row: data.Row) -> look.Html:
        shown = look.marked(row, row["unit"])
        if row["status"] in (None, "reported") and not row["warning_flags"]:
            return shown
        return look.Html(f"{shown}<br>{look.soft(words.status_text(row))}")

    def rank(row: data.Row) -> str:
        is_ranked = row["value"] is not None and row["unit"] != "0_or_1"
        if not is_ranked or (row["n_cities"] or 0) < 2:
            return ""
        key = "city.rank_shared" if row["n_sharing_value"] > 1 else "city.rank"
        return t(key, rank=row["rank_in_cluster"], n=row["n_cities"])

    def mean(row: data.Row) -> str:
        has = row["value"] is not None
        return words.figure(row["mean_value"], row["unit"]) if has else ""

    columns = [
        text("parameter.indicator", name),
        text("value", value, is_number=True),
        text("city.rank_head", rank, is_number=True),
        text("city.place_head", place),
        text("city.mean_head", mean, is_number=True, is_wide=True),
        text("source", source, is_wide=True),
    ]
    title = t("city.figures", year=year)
    tables.part(title, "", rows, columns, t("city.note"), group="dimension")


def series(city: data.Row) -> None:
    """Show one indicator over the years beside the other cities of the agglomeration."""
    about = data.indicator_row()
    id_, called = city["city_id"], words.name(city, "city")
    rows = data.ask("city/city_series")
    breaks = data.ask("city/series_breaks")
    lead = sentences.places.series_lead(city, rows, about, breaks)
    look.section(t("city.series"), lead)
    controls.indicator()
    if not rows:
        look.note(t("no_figure"))
        return
    cluster = words.name(city, "cluster")
    colour, _ = look.cluster_marks()[city["cluster_id"]]
    columns = [
        tables.year(),
        *tables.figures(about["unit"]),
        tables.number("city.mean_head", "mean_value"),
        tables.number("city.lowest", "min_value"),
        tables.number("city.highest", "max_value"),
    ]
    mean = [{"year": row["year"], "city_id": "mean", "value": row["mean_value"]}
            for row in rows]  # fmt: skip
    over_time.show(
        "series",
        about,
        [*mean, *({**row, "city_id": id_} for row in rows)],
        columns,
        subject=t("city.in_cluster", city=called, cluster=cluster),
        alt=lead,
        note=t("city.series_note", cluster=cluster),
        in_file=rows,
        behind=[row for row in data.ask("map/all_values")
                if row["cluster_id"] == city["cluster_id"] and row["city_id"] != id_],
        series="city_id",
        labels={id_: called, "mean": t("city.mean_head")},
        value="value",
        marks={id_: (colour, "circle"), "mean": (look.SOFT[look.theme()], "square")},
    )  # fmt: skip
