"""City: every indicator with its figures, sources, status and place in the cluster."""

from functools import partial

import streamlit as st

from app import charts, data, look, state, words
from app.say import say
from app.tables import part
from app.texts import t
from app.views import controls


def show() -> None:
    """Draw the page."""
    chosen = st.session_state["city"]
    city = next(c for c in data.ask("shared/cities") if c["city_id"] == chosen)
    years = data.column("shared/city_years", "year")
    state.nearest_year(years or data.reading_years())
    rows = data.ask("city/city_figures")
    look.title(say("city/headline"), say("city/lead"))
    about(city)
    controls.beside([controls.city, controls.reading], [partial(controls.year, years)])
    part("city.figures", "city/city_figures", "", t("city.note"), group="dimension",
         own={"place": place})  # fmt: skip
    series(city)
    look.source_notes(rows)


def about(city: data.Row) -> None:
    """Say where a city is, and what is to be known of its boundaries."""
    notes = [
        text
        for part in ("boundary_note", "extent_note")
        if (text := words.text(city, part))
    ]
    changes = [
        t(f"city.area_{row['change_type']}", year=row["year"],
          area=words.name(row, "area"), source=words.name(row, "source"))
        for row in data.ask("city/area_changes")
    ]  # fmt: skip
    province = words.name(city, "province")
    look.note(" ".join([f"{province} · {city['city_id']}", *notes, *changes]))


def place(row: data.Row) -> look.Html:
    """Return where a value stands between the smallest and largest of the cluster."""
    if row["place"] is None:
        return look.Html("")
    mean = row["mean_place"]
    marks = "" if mean is None else f'<i style="left:{mean:.1f}%"></i>'
    hollow = ' class="hollow"' if row["status"] in words.ESTIMATES else ""
    marks += f'<b{hollow} style="left:{row["place"]:.1f}%"></b>'
    return look.Html(f'<span class="place">{marks}</span>')


def series(city: data.Row) -> None:
    """Show one indicator over the years beside the other cities of the agglomeration."""
    id_, called = city["city_id"], words.name(city, "city")
    rows = data.ask("city/city_series")
    lead = say("city/series_lead")
    look.section(t("city.series"), lead)
    controls.indicator()
    if not rows:
        look.note(t("no_figure"))
        return
    cluster = words.name(city, "cluster")
    colour, _ = look.cluster_marks()[city["cluster_id"]]
    mean = [{"year": row["year"], "city_id": "mean", "value": row["mean_value"]}
            for row in rows]  # fmt: skip
    charts.over_time(
        "series",
        ["city/series", "figures", "city/range"],
        [*mean, *({**row, "city_id": id_} for row in rows)],
        subject=t("city.in_cluster", city=called, cluster=cluster),
        alt=lead,
        note=t("city.series_note", cluster=cluster),
        in_file=rows,
        behind=[row for row in data.ask("map/all_values")
                if row["cluster_id"] == city["cluster_id"] and row["city_id"] != id_],
        series="city_id",
        labels={id_: called, "mean": t("city.mean_head")},
        marks={id_: (colour, "circle"), "mean": (look.colour("soft"), "square")},
    )  # fmt: skip
