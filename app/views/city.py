"""City: every indicator with its figures, sources, status and place in the cluster."""

import streamlit as st

from app import data, look, sentences, state, tables, words
from app.tables import grid, text
from app.texts import language, t
from app.views import over_time
from app.views.controls import (
    city_control,
    indicator_control,
    reading_control,
    year_control,
)


def show() -> None:
    """Draw the page."""
    reading = st.session_state["reading"]
    scheme = data.scheme_of(reading)
    city = next(
        c
        for c in data.ask("shared/cities", scheme=scheme)
        if c["city_id"] == st.session_state["city"]
    )
    years = data.column(
        "shared/city_years", "year", scheme=scheme, city=city["city_id"]
    )
    year = state.nearest_year(years or data.reading_years(reading))
    rows = data.ask(
        "city/city_figures", reading=reading, city=city["city_id"], year=year
    )
    directions = data.directions(reading)
    look.title(
        sentences.places.city_headline(city, rows, directions, year),
        sentences.places.city_lead(rows, directions),
    )
    about(city)
    left, right = st.columns(2)
    with left:
        city_control(scheme)
        reading_control()
    with right:
        year_control(years)
    figures(rows, directions, year)
    series(scheme, city)
    look.source_notes(
        r[f"{part}_source_id"] for r in rows for part in ("numerator", "denominator")
    )


def about(city: data.Row) -> None:
    """Say where a city is, and what is to be known of its boundaries."""
    notes = []
    if language() == "en":
        notes = [n for n in (city["boundary_note"], city["extent_note"]) if n]
    changes = [
        t(f"city.area_{row['change_type']}", year=row["year"],
          area=words.name(row, "area"), source=words.name(row, "source"))
        for row in data.ask("city/area_changes", city=city['city_id'])
    ]  # fmt: skip
    province = words.name(city, "province")
    look.note(" ".join([f"{province} · {city['city_id']}", *notes, *changes]))


def place(row: data.Row) -> look.Html:
    """Return where a value stands between the smallest and largest of the cluster."""
    low, high = row["min_value"], row["max_value"]
    if row["value"] is None or low is None or high is None or high <= low:
        return look.Html("")

    def at(value: float) -> float:
        return (value - low) / (high - low) * 100

    mean = "" if row["mean_value"] is None else (
        f'<i style="left:{at(row["mean_value"]):.1f}%"></i>'
    )  # fmt: skip
    hollow = ' class="hollow"' if row["status"] in ("interpolated", "carried") else ""
    return look.Html(
        f'<span class="place">{mean}<b{hollow} style="left:{at(row["value"]):.1f}%"></b>'
        "</span>"
    )


def source(row: data.Row) -> look.Html:
    """Return the figures that a value is made of: publication, file and row of each."""
    if row["value"] is None:
        return look.Html("")

    def part(what: str) -> str:
        value = words.with_unit(row[f"{what}_value"], row[f"{what}_unit"])
        figure = f"{words.name(row, what)} {value}"
        text = f"{figure}{t('colon')}{words.name(row, f'{what}_source')}"
        if row[f"{what}_seed"]:
            text += t("city.seed", file=row[f"{what}_seed"], city=row["city_id"],
                      year=row["from_year"])  # fmt: skip
        return look.html_of(text)

    parts = [part("numerator")]
    if row["denominator_value"] is not None:
        parts.append(part("denominator"))
    return look.Html(f'<span class="soft small">{"<br>".join(parts)}</span>')


def figures(rows: list[data.Row], directions: dict[str, str], year: int) -> None:
    """Show the table of indicators."""
    look.section(t("city.figures", year=year))

    def name(row: data.Row) -> look.Html:
        less = directions[row["indicator_id"]] == "negative"
        return look.indicator_cell(row, less=less)

    def value(row: data.Row) -> look.Html:
        shown = look.marked(row, row["unit"])
        if row["value"] is None or (row["status"] == "reported"
                                    and not row["warning_flags"]):  # fmt: skip
            return shown
        status = look.html_of(words.status_text(row))
        return look.Html(f'{shown}<br><span class="soft small">{status}</span>')

    def rank(row: data.Row) -> str:
        if (
            row["value"] is None
            or row["unit"] == "0_or_1"
            or (row["n_cities"] or 0) < 2
        ):
            return ""
        key = "city.rank_shared" if row["n_sharing_value"] > 1 else "city.rank"
        return t(key, rank=row["rank_in_cluster"], n=row["n_cities"])

    def mean(row: data.Row) -> str:
        return (
            "" if row["value"] is None else words.figure(row["mean_value"], row["unit"])
        )

    columns = [
        text("parameter.indicator", name),
        text("value", value, is_number=True),
        text("city.rank_head", rank, is_number=True),
        text("city.place_head", place),
        text("city.mean_head", mean, is_number=True, is_wide=True),
        text("source", source, is_wide=True),
    ]
    grid(rows, columns, "dimension")
    look.note(t("city.note"))


def series(scheme: str, city: data.Row) -> None:
    """Show one indicator over the years beside the other cities of the agglomeration."""
    chosen = st.session_state["indicator"]
    about = next(i for i in data.indicators() if i["indicator_id"] == chosen)
    id_, called = city["city_id"], words.name(city, "city")
    rows = data.ask("city/city_series", scheme=scheme, city=id_, indicator=chosen)
    breaks = data.ask("city/series_breaks", indicator=chosen)
    lead = sentences.places.series_lead(city, rows, about, breaks)
    look.section(t("city.series"), lead)
    indicator_control(scheme)
    if not rows:
        look.note(t("no_figure"))
        return
    place = t("city.in_cluster", city=called, cluster=words.name(city, "cluster"))
    columns = [
        tables.year(),
        *tables.figures(about["unit"]),
        tables.number("city.mean_head", "mean_value"),
        tables.number("city.lowest", "min_value"),
        tables.number("city.highest", "max_value"),
    ]
    others = data.ask("map/all_values", scheme=scheme, indicator=chosen)
    mean = [{"year": row["year"], "city_id": "mean", "value": row["mean_value"]}
            for row in rows]  # fmt: skip
    over_time.show(
        "series",
        about,
        [*mean, *({**row, "city_id": id_} for row in rows)],
        {id_: called, "mean": t("city.mean_head")},
        columns,
        title=words.name(about, "indicator") + t("colon") + place,
        alt=lead,
        note=t("city.series_note", cluster=words.name(city, "cluster")),
        in_file=rows,
        behind=[row for row in others if row["cluster_id"] == city["cluster_id"]
                and row["city_id"] != id_],
        series="city_id",
        value="value",
        colours={id_: look.cluster_colours()[city["cluster_id"]],
                 "mean": look.SOFT[look.theme()]},
    )  # fmt: skip
