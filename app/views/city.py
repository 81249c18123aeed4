"""City: every indicator with its figures, sources, status and place in the cluster."""

import streamlit as st

from app import data, look, state
from app.texts import language, t
from app.views.controls import city_control, indicator_control, years_slider


def show() -> None:
    """Draw the page."""
    city = next(c for c in data.cities() if c["city_id"] == st.session_state["city"])
    years = [
        row["year"]
        for row in data.query(
            "select distinct year from marts.fct_city_indicator "
            "where city_id = ? and membership_scheme_id = ? order by year",
            city["city_id"],
            data.default_scheme(),
        )
    ]
    year = state.nearest_year(years or data.benchmark_years())
    rows = data.city_figures(city["city_id"], year)
    headline(city, rows, year)
    left, right = st.columns(2)
    with left:
        city_control()
    with right:
        if years:
            years_slider(years)
    figures(rows, year)
    series(city)


def headline(city: look.Row, rows: list[look.Row], year: int) -> None:
    """Say how often the city leads its agglomeration, and what is missing."""
    name, cluster = look.name(city, "city"), look.name(city, "cluster")
    have = [r for r in rows if r["value"] is not None and r["unit"] != "0_or_1"]
    first = [
        r
        for r in have
        if r["rank_in_cluster"] == 1 and r["max_value"] != r["min_value"]
    ]
    missing = [r for r in rows if r["value"] is None]
    if first:
        text = t(
            "city.first",
            city=name,
            n=len(first),
            all=len(have),
            cluster=cluster,
            year=year,
        )
    else:
        text = t(
            "city.none_first", city=name, all=len(have), cluster=cluster, year=year
        )
    lead = []
    if first:
        names = [look.inline(look.name(r, "indicator")) for r in first]
        lead.append(t("city.highest_in", indicators=look.join(names)))
    if missing:
        lead.append(t("city.missing", n=len(missing), all=len(rows)))
    look.title(text, look.sentences(*lead))
    notes = []
    if language() == "en":
        notes = [n for n in (city["boundary_note"], city["extent_note"]) if n]
    province = look.name(city, "province")
    look.note(" ".join([f"{province} · {city['city_id']}", *notes]))


def place(row: look.Row) -> look.Html:
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


def source(row: look.Row) -> look.Html:
    """Return the figures that a value is made of, with their publications."""
    if row["value"] is None:
        return look.Html("")

    def part(what: str, publication: str) -> str:
        value = look.with_unit(row[f"{what}_value"], row[f"{what}_unit"])
        figure = f"{look.name(row, what)} {value}"
        return look.html_of(f"{figure}{t('colon')}{look.name(row, publication)}")

    parts = [part("numerator", "source")]
    if row["denominator_value"] is not None:
        parts.append(part("denominator", "denominator_source"))
    return look.Html(f'<span class="soft small">{"<br>".join(parts)}</span>')


def figures(rows: list[look.Row], year: int) -> None:
    """Show the table of indicators."""
    look.section(t("city.figures", year=year))
    lines: list = []
    group = None
    for row in rows:
        if row["dimension_id"] != group:
            group = row["dimension_id"]
            lines.append([look.name(row, "dimension")])
        unit = look.unit_name(row["unit"])
        label = look.html_of(look.name(row, "indicator"))
        if unit and not look.name(row, "indicator").endswith(unit):
            label += f' <span class="soft small">{look.html_of(unit)}</span>'
        has = row["value"] is not None
        is_plain = row["status"] == "reported" and not row["warning_flags"]
        status = look.status_text(row) if has and not is_plain else ""
        value = look.marked(row, row["unit"])
        if status:
            value = look.Html(
                f'{value}<br><span class="soft small">{look.html_of(status)}</span>'
            )
        rank = ""
        if has and row["unit"] != "0_or_1" and row["n_cities"] > 1:
            rank = t("city.rank", rank=row["rank_in_cluster"], n=row["n_cities"])
        lines.append(
            [
                look.Html(label),
                value,
                rank,
                place(row),
                look.figure(row["mean_value"], row["unit"]) if has else "",
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


def series(city: look.Row) -> None:
    """Show one indicator over the years beside the range of the agglomeration."""
    about = next(
        i
        for i in data.indicators()
        if i["indicator_id"] == st.session_state["indicator"]
    )
    rows = data.city_series(city["city_id"], about["indicator_id"])
    have = [r for r in rows if r["value"] is not None]
    name = look.name(about, "indicator")
    sentence = t("city.no_series")
    if len(have) > 1:
        sentence = t(
            "city.series_lead",
            city=look.name(city, "city"),
            first=have[0]["year"],
            first_value=look.of_indicator(have[0]["value"], about),
            last=have[-1]["year"],
            last_value=look.of_indicator(have[-1]["value"], about),
        )
    look.section(t("city.series"), sentence)
    indicator_control()
    if not rows:
        look.note(t("no_figure"))
        return
    theme = look.theme()
    colour = look.cluster_colours()[city["cluster_id"]]
    unit = look.unit_name(about["unit"])
    points = [
        {"year": str(r["year"]), "value": r["value"], "mean": r["mean_value"],
         "low": r["min_value"], "high": r["max_value"], "status": look.status_text(r),
         "figure": look.with_unit(r["value"], about["unit"]),
         "estimate": r["status"] in ("interpolated", "carried"),
         "doubt": t("doubtful") if r["warning_flags"] else ""}
        for r in rows
    ]  # fmt: skip
    years = [str(y) for y in range(rows[0]["year"], rows[-1]["year"] + 1)]
    breaks = data.series_breaks(about["indicator_id"])
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
    look.note(
        t("city.series_note", indicator=name, unit=unit or t("no_unit"),
          city=look.name(city, "city"), cluster=look.name(city, "cluster"))
    )  # fmt: skip
    layers: list[look.Spec] = [
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
         "encoding": {"x": x, "y": {**quantitative, "field": "value"}}},
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
    look.chart({"layer": layers}, sentence, 320)
    if marks:
        reasons = [
            f"{b['year']}{t('colon')}{look.text(b, 'reason')}"
            for b in breaks
            if look.text(b, "reason")
        ]
        look.note(look.sentences(t("city.breaks"), *reasons))
