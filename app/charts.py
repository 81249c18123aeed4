"""Charts, the same on every page; what a saved picture must say stands in it."""

import re
from collections.abc import Sequence
from itertools import cycle, pairwise
from typing import Any

import streamlit as st

from app import look, words
from app.data import Row
from app.texts import t

Spec = dict[str, Any]


def wrapped(text: str, width: int = 62) -> list[str]:
    """Return a text as lines of about a width in characters; Chinese ones count twice."""
    lines, line, at = [], "", 0
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        size = 2 if "\u2e80" <= part[0] <= "\uffef" else len(part)
        if at + size > width and line and part not in "，。、；：）”":
            lines.append(line.rstrip())
            line, at = "", 0
        line, at = line + part, at + size
    return [*lines, line.rstrip()] if line else lines


def chart(
    spec: Spec,
    alt: str,
    height: int,
    key: str | None = None,
    *,
    title: str,
    about: Sequence[str] = (),
    **options: Any,
):
    """Show a Vega-Lite chart with the theme of the page.

    What a saved picture of it must say stands in it.

    Args:
        spec: the chart; the data stand in its layers.
        alt: what one sees, for readers who do not see it.
        height: pixels.
        key: name of the chart where clicks are asked for.
        title: what is shown.
        about: unit, meaning of the marks, reading, build; a paragraph each.
        options: passed on, such as on_select.

    """
    font = "Source Sans, Noto Sans CJK SC, sans-serif"
    soft = look.SOFT[look.theme()]
    config = {
        "font": font,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal",
                 "labelColor": soft, "titleColor": soft,
                 "gridColor": look.FAINT[look.theme()], "domain": False, "ticks": False},
        "text": {"font": font, "fontSize": 13},
    }  # fmt: skip
    heading: dict[str, Any] = {
        "text": wrapped(title, 54), "anchor": "start", "frame": "group", "offset": 14,
        "font": font, "fontSize": 13.5, "fontWeight": 600, "color": look.INK[look.theme()],
        "subtitle": [line for part in about if part for line in wrapped(part)],
        "subtitleFont": font, "subtitleFontSize": 12, "subtitleColor": soft,
        "subtitlePadding": 5,
    }  # fmt: skip
    # Labels at the ends of lines are measured before their font is there.
    padding = {"left": 2, "top": 5, "right": 18, "bottom": 5}
    for layer in spec.get("layer", [spec]):
        for field in layer.get("encoding", {}).get("tooltip", []):
            # Of a tooltip's rows, the one with this very name would be shown as a picture.
            if field["title"] in ("image", "title"):
                field["title"] += " "
    lines = len(heading["text"]) + len(heading["subtitle"])
    whole = {"height": height + 16 * lines + 14, "config": config, "padding": padding,
             "title": heading, **spec}  # fmt: skip
    return st.vega_lite_chart(whole, width="stretch", key=key, alt=alt, **options)


def apart(values: list[float], gap: float) -> list[float]:
    """Return label positions at least a gap apart, as near to the values as can be."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    places = list(values)
    for _ in range(60):
        moved = False
        for low, high in pairwise(order):
            lack = gap - (places[high] - places[low])
            if lack > 1e-9:
                places[low] -= lack / 2
                places[high] += lack / 2
                moved = True
        if not moved:
            break
    return places


def line_chart(
    rows: list[Row],
    *,
    series: str,
    labels: dict[str, str],
    colours: dict[str, str],
    shapes: dict[str, str] | None = None,
    value: str,
    title: str,
    axis: str,
    caption: str,
    alt: str,
    height: int = 400,
) -> None:
    """Show lines over years, named at their ends.

    Args:
        rows: rows with year, the series key and the value.
        series: column that tells the lines apart.
        labels: name of each line.
        colours: colour of each line.
        shapes: shape of the marks of each line; by default in order.
        value: column of the value.
        title: what the chart shows.
        axis: what the value is, with its unit.
        caption: reading and build.
        alt: what one sees, in words.
        height: pixels.

    """
    shapes = shapes or dict(zip(labels, cycle(look.SHAPES)))
    points = [
        {"year": str(row["year"]), "series": row[series], "value": row[value],
         "name": labels[row[series]]}
        for row in rows
        if row[value] is not None
    ]  # fmt: skip
    if not points:
        look.note(t("no_figure"))
        return
    last = max(point["year"] for point in points)
    ends = [p for p in points if p["year"] == last]
    top = max(p["value"] for p in points) or 1
    places = apart([p["value"] for p in ends], top * 21 / (height - 40))
    ends = [
        {**p, "place": place, "text": f"{p['name']} {words.number(p['value'])}"}
        for p, place in zip(ends, places, strict=True)
    ]
    order = [s for s in labels if any(p["series"] == s for p in points)]
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": order,
                  "range": [colours[s] for s in order]},
    }  # fmt: skip
    shape = {"field": "series", "type": "nominal", "legend": None,
             "scale": {"domain": order,
                       "range": [shapes[s] for s in order]}}  # fmt: skip
    x = {"field": "year", "type": "ordinal", "title": None,
         "axis": {"labelAngle": 0, "labelFontSize": 13, "grid": False,
                  "labelOverlap": True},
         "scale": {"type": "point", "padding": 0.12}}  # fmt: skip
    low = min(0, min(p["place"] for p in ends) if ends else 0)
    y = {"field": "value", "type": "quantitative", "title": None,
         "scale": {"domain": [low, top * 1.04]}, "axis": {"tickCount": 5}}  # fmt: skip
    tooltip = [
        {"field": "name", "type": "nominal", "title": " "},
        {"field": "year", "type": "nominal", "title": t("year")},
        {"field": "value", "type": "quantitative", "format": ",.2f", "title": title},
    ]
    chart(
        {
            "layer": [
                {"data": {"values": points},
                 "mark": {"type": "line", "strokeWidth": 2.5},
                 "encoding": {"x": x, "y": y, "color": colour}},
                {"data": {"values": points},
                 "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                 "encoding": {"x": x, "y": y, "color": colour, "shape": shape,
                              "tooltip": tooltip}},
                {"data": {"values": ends},
                 "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 13.5,
                          "fontWeight": 600, "clip": False},
                 "encoding": {"x": x, "y": {**y, "field": "place"}, "color": colour,
                              "text": {"field": "text", "type": "nominal"}}},
            ],
        },
        alt,
        height,
        title=title,
        about=[axis, caption],
    )  # fmt: skip
