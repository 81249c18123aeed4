"""City: every indicator with its figures, sources, status and place in the cluster."""

import streamlit as st

from app import charts, data, look, sentences, state, words
from app.texts import language, t
from app.views.controls import (
    city_control,
    indicator_control,
    reading_control,
    years_slider,
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
        if years:
            years_slider(years)
    figures(rows, directions, year)
    series(scheme, city)
    look.source_notes(
        {r["source_id"] for r in rows} | {r["denominator_source_id"] for r in rows}
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
    """Return the figures that a value is made of, with their publications."""
    if row["value"] is None:
        return look.Html("")

    def part(what: str, publication: str) -> str:
        value = words.with_unit(row[f"{what}_value"], row[f"{what}_unit"])
        figure = f"{words.name(row, what)} {value}"
        return look.html_of(f"{figure}{t('colon')}{words.name(row, publication)}")

    parts = [part("numerator", "source")]
    if row["denominator_value"] is not None:
        parts.append(part("denominator", "denominator_source"))
    return look.Html(f'<span class="soft small">{"<br>".join(parts)}</span>')


def figures(rows: list[data.Row], directions: dict[str, str], year: int) -> None:
    """Show the table of indicators."""
    look.section(t("city.figures", year=year))
    lines: list = []
    group = None
    for row in rows:
        if row["dimension_id"] != group:
            group = row["dimension_id"]
            lines.append([words.name(row, "dimension")])
        unit = words.unit_name(row["unit"])
        label = look.html_of(words.name(row, "indicator"))
        if unit and not words.name(row, "indicator").endswith(unit):
            label += f' <span class="soft small">{look.html_of(unit)}</span>'
        if directions[row["indicator_id"]] == "negative":
            less = look.html_of(t("city.less_is_better"))
            label += f'<br><span class="soft small">{less}</span>'
        has = row["value"] is not None
        is_plain = row["status"] == "reported" and not row["warning_flags"]
        status = words.status_text(row) if has and not is_plain else ""
        value = look.marked(row, row["unit"])
        if status:
            value = look.Html(
                f'{value}<br><span class="soft small">{look.html_of(status)}</span>'
            )
        rank = ""
        if has and row["unit"] != "0_or_1" and (row["n_cities"] or 0) > 1:
            rank = t(
                "city.rank_shared" if row["n_sharing_value"] > 1 else "city.rank",
                rank=row["rank_in_cluster"],
                n=row["n_cities"],
            )
        lines.append(
            [
                look.Html(label),
                value,
                rank,
                place(row),
                words.figure(row["mean_value"], row["unit"]) if has else "",
                source(row),
            ]
        )
    look.table(
        [
            t("parameter.indicator"),
            t("value"),
            t("city.rank_head"),
            t("city.place_head"),
            t("city.mean_head"),
            t("source"),
        ],
        lines,
        numeric=[1, 2, 4],
        wide=[4, 5],
    )
    look.note(t("city.note"))


def series(scheme: str, city: data.Row) -> None:
    """Show one indicator over the years beside the range of the agglomeration."""
    about = next(
        i
        for i in data.indicators()
        if i["indicator_id"] == st.session_state["indicator"]
    )
    rows = data.ask(
        "city/city_series",
        scheme=scheme,
        city=city["city_id"],
        indicator=about["indicator_id"],
    )
    breaks = data.ask("city/series_breaks", indicator=about["indicator_id"])
    name = words.name(about, "indicator")
    sentence = sentences.places.series_lead(city, rows, about, breaks)
    look.section(t("city.series"), sentence)
    indicator_control(scheme)
    if not rows:
        look.note(t("no_figure"))
        return
    stretch = sentences.places.segments(rows, breaks)
    theme = look.theme()
    colour = look.cluster_colours()[city["cluster_id"]]
    unit = words.unit_name(about["unit"])
    points = [
        {"year": str(r["year"]), "value": r["value"], "mean": r["mean_value"],
         "low": r["min_value"], "high": r["max_value"], "status": words.status_text(r),
         "figure": words.with_unit(r["value"], about["unit"]),
         "stretch": stretch[r["year"]],
         "estimate": r["status"] in sentences.basic.ESTIMATES,
         "doubt": t("doubtful") if r["warning_flags"] else ""}
        for r in rows
    ]  # fmt: skip
    years = [str(y) for y in range(rows[0]["year"], rows[-1]["year"] + 1)]
    marks = [
        {"year": str(b["year"]), "text": t(f"break.{b['break_type']}")}
        for b in breaks
        if str(b["year"]) in years
    ]
    x = {"field": "year", "type": "ordinal", "title": None,
         "scale": {"domain": years, "type": "point", "padding": 0.4},
         "axis": {"labelAngle": 0, "grid": False, "labelOverlap": True}}  # fmt: skip
    quantitative = {"type": "quantitative", "title": None, "axis": {"tickCount": 5}}
    tooltip = [
        {"field": "year", "type": "nominal", "title": t("year")},
        {"field": "figure", "type": "nominal", "title": name},
        {"field": "mean", "type": "quantitative", "format": ",.2f",
         "title": t("city.mean_head")},
        {"field": "status", "type": "nominal", "title": t("status")},
    ]  # fmt: skip
    ranged = [p for p in points if p["low"] is not None]
    known = [p for p in points if p["value"] is not None]
    note = t("city.series_note", indicator=name, unit=unit or t("no_unit"),
             city=words.name(city, "city"),
             cluster=words.name(city, "cluster"))  # fmt: skip
    layers: list[charts.Spec] = [
        {"data": {"values": marks},
         "mark": {"type": "rule", "strokeDash": [4, 3],
                  "color": look.SOFT[theme]},
         "encoding": {"x": x}},
        {"data": {"values": marks},
         "mark": {"type": "text", "angle": 270, "align": "right", "dy": -7,
                  "fontSize": 11.5, "color": look.SOFT[theme]},
         "encoding": {"x": x, "y": {"value": 4},
                      "text": {"field": "text", "type": "nominal"}}},
        {"data": {"values": ranged},
         "mark": {"type": "bar", "width": 9, "color": look.FAINT[theme],
                  "opacity": 0.7},
         "encoding": {"x": x, "y": {**quantitative, "field": "low"},
                      "y2": {"field": "high"}}},
        {"data": {"values": ranged},
         "mark": {"type": "tick", "width": 13, "thickness": 2,
                  "color": look.SOFT[theme], "orient": "horizontal"},
         "encoding": {"x": x, "y": {**quantitative, "field": "mean"}}},
        {"data": {"values": known},
         "mark": {"type": "line", "color": colour, "strokeWidth": 2},
         "encoding": {"x": x, "y": {**quantitative, "field": "value"},
                      "detail": {"field": "stretch", "type": "nominal"}}},
        {"data": {"values": known},
         "mark": {"type": "point", "size": 64, "color": colour, "opacity": 1},
         "encoding": {"x": x, "y": {**quantitative, "field": "value"},
                      "tooltip": tooltip,
                      "fill": {"condition": {"test": "datum.estimate",
                                             "value": look.PAPER[theme]},
                               "value": colour}}},
        {"data": {"values": [p for p in known if p["doubt"]]},
         "mark": {"type": "text", "dy": -13, "fontSize": 12,
                  "color": look.SOFT[theme]},
         "encoding": {"x": x, "y": {**quantitative, "field": "value"},
                      "text": {"field": "doubt", "type": "nominal"}}},
    ]  # fmt: skip
    # Vega warns of a scale without values.
    layers = [layer for layer in layers if layer["data"]["values"]]
    in_cluster = t("city.in_cluster", city=words.name(city, "city"),
                   cluster=words.name(city, "cluster"))  # fmt: skip
    charts.chart(
        {"layer": layers},
        sentence,
        320,
        title=f"{name}{t('colon')}{in_cluster}",
        about=[note, t("city.breaks") if marks else "", look.figures_caption()],
    )
    if marks:
        reasons = [
            f"{b['year']}{t('colon')}{words.text(b, 'reason')}"
            for b in breaks
            if str(b["year"]) in years and words.text(b, "reason")
        ]
        look.note(words.sentences(*reasons))
