"""Charts, the same on every page; what a saved picture must say stands in it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import streamlit as st

from app import look, take, words
from app.data import Row
from app.tables import Column
from app.texts import t

Spec = dict[str, Any]
FONT = "Source Sans, Noto Sans CJK SC, sans-serif"


def wrapped(text: str, width: int = 57) -> list[str]:
    """Return a text as lines of about a width in characters; Chinese ones are wider."""
    lines, line, at = [], "", 0.0
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        size = 2.35 if "\u2e80" <= part[0] <= "\uffef" else len(part)
        if at + size > width and line and part not in "，。、；：）”":
            lines.append(line.rstrip())
            line, at = "", 0.0
        line, at = line + part, at + size
    return [*lines, line.rstrip()] if line else lines


def name(field: str, title: str | None = None, **more: Any) -> Spec:
    """Return a channel of names."""
    return {"field": field, "type": "nominal", "title": title, **more}


def number(field: str, title: str | None = None, **more: Any) -> Spec:
    """Return a channel of numbers."""
    return {"field": field, "type": "quantitative", "title": title, **more}


def years(values: Sequence[int] | None = None) -> Spec:
    """Return the channel of years, those between without figures too."""
    scale: Spec = {"type": "point", "padding": 0.3}
    if values:
        scale["domain"] = [str(y) for y in range(min(values), max(values) + 1)]
    return {"field": "year", "type": "ordinal", "title": None, "scale": scale,
            "axis": {"labelAngle": 0, "grid": False, "labelOverlap": True}}  # fmt: skip


def layer(values: Sequence[Row], mark: str, style: Spec, **encoding: Any) -> Spec:
    """Return a layer of marks of one kind."""
    for field in encoding.get("tooltip", []):
        # Of a tooltip's rows, the one with this very name would be shown as a picture.
        if field["title"] in ("image", "title"):
            field["title"] += " "
    # What is read aloud is the text of the chart and the table of its values.
    return {"data": {"values": values}, "mark": {"type": mark, "aria": False, **style},
            "encoding": encoding}  # fmt: skip


def chart(
    chart_id: str,
    layers: Sequence[Spec],
    height: int,
    *,
    title: str,
    about: Sequence[str],
    alt: str = "",
    columns: Sequence[Column] = (),
    rows: Sequence[Row] = (),
    is_on_page: bool = False,
    more: Spec | None = None,
    **options: Any,
) -> None:
    """Show a Vega-Lite chart with the theme of the page, and offer its values.

    Args:
        chart_id: one of `look.CHARTS`, the name of its container and of its files.
        layers: what it is made of; those without values are left out, as Vega warns of
            a scale without values.
        height: pixels.
        title: what is shown.
        about: unit, meaning of the marks, reading, build; a paragraph each.
        alt: what one sees, for readers who do not see it.
        columns: what files have of the rows; none, where the page offers them itself.
        rows: the values.
        is_on_page: whether the page has the values in a table already.
        more: of the whole chart, such as a projection.
        options: passed on, such as on_select.

    """
    theme = look.theme()
    soft = look.SOFT[theme]
    config = {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal",
                 "labelColor": soft, "titleColor": soft, "gridColor": look.FAINT[theme],
                 "domain": False, "ticks": False},
        "text": {"font": FONT, "fontSize": 13, "color": look.INK[theme]},
        "rule": {"color": soft},
    }  # fmt: skip
    heading: Spec = {
        "text": wrapped(title, 48), "anchor": "start", "frame": "bounds", "offset": 14,
        "font": FONT, "fontSize": 13.5, "fontWeight": 600, "color": look.INK[theme],
        "subtitle": [line for part in about if part for line in wrapped(part)],
        "subtitleFont": FONT, "subtitleFontSize": 12, "subtitleColor": soft,
        "subtitlePadding": 5,
    }  # fmt: skip
    lines = len(heading["text"]) + len(heading["subtitle"])
    spec = {
        "height": height + 16 * lines + 14, "config": config, "title": heading,
        # Labels at the ends of lines are measured before their font is there.
        "padding": {"left": 2, "top": 5, "right": 18, "bottom": 5},
        "layer": [part for part in layers if part["data"]["values"]], **(more or {}),
    }  # fmt: skip
    with st.container(key=f"chart_{chart_id}"):
        st.vega_lite_chart(spec, width="stretch", alt=alt or title, **options)
    if columns:
        take.values(chart_id, title, rows, columns, about, is_on_page=is_on_page)


def apart(values: list[float], gap: float) -> list[float]:
    """Return label positions at least a gap apart, as near to the values as can be."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    places = list(values)
    for _ in range(60):
        for low, high in pairwise(order):
            lack = gap - (places[high] - places[low])
            if lack > 1e-9:
                places[low] -= lack / 2
                places[high] += lack / 2
    return places


def line_chart(
    chart_id: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    series: str,
    labels: dict[str, str],
    marks: dict[str, tuple[str, str]],
    value: str,
    height: int = 400,
    decimals: int = 2,
    behind: Sequence[Row] = (),
    breaks: Sequence[Row] = (),
    in_file: Sequence[Row] = (),
    **more: Any,
) -> None:
    """Show lines over years, named at their ends.

    Args:
        chart_id: name of the chart.
        rows: rows with year, the series key and the value; where they have a `stretch`,
            years of different ones are not joined, and `is_estimate` makes a mark empty.
        columns: what files have of them.
        series: column that tells the lines apart.
        labels: name of each line.
        marks: colour and shape of each line.
        value: column of the value.
        height: pixels.
        decimals: with how many decimals a value is shown.
        behind: more rows, whose lines are faint and have no name.
        breaks: years from which, or in which, values stand on another basis.
        in_file: what files have, if it is not the rows.
        more: title, about and alt as in `chart`.

    """
    theme = look.theme()

    def point(row: Row) -> Row:
        return {"year": str(row["year"]), "series": row[series], "value": row[value],
                "name": labels.get(row[series], ""),
                "line": f"{row[series]} {row.get('stretch', 0)}",
                "estimate": row.get("is_estimate", False),
                "status": words.status_text(row) if row.get("status") else "",
                "doubt": "?" if row.get("warning_flags") else ""}  # fmt: skip

    points = [point(row) for row in rows if row[value] is not None]
    faint = [point(row) for row in behind if row[value] is not None]
    if not points and not faint:
        look.note(t("no_figure"))
        return
    most = max(p["value"] for p in [*points, *faint])
    low = min(0, *(p["value"] for p in [*points, *faint]))
    last = {p["series"]: p for p in points}
    places = apart(
        [p["value"] for p in last.values()], (most - low or 1) * 21 / (height - 40)
    )
    ends = [{**p, "place": place,
             "text": f"{p['name']} {words.number(p['value'], decimals)}"}
            for p, place in zip(last.values(), places, strict=True)]  # fmt: skip
    order = [s for s in labels if s in last]
    colour, shape = (
        name("series", legend=None,
             scale={"domain": order, "range": [marks[s][i] for s in order]})
        for i in (0, 1)
    )  # fmt: skip
    x = years([int(p["year"]) for p in [*points, *faint]] if faint or breaks else None)
    changes = [{"year": str(b["year"]), "text": t(f"break.{b['break_type']}")}
             for b in breaks]  # fmt: skip
    soft = {"color": look.SOFT[theme]}
    bottom = min([low, *(p["place"] for p in ends)])
    scale = {"domain": [bottom, (most or 1) * 1.04]}
    y = number("value", scale=scale, axis={"tickCount": 5})
    place = {**y, "field": "place"}
    tooltip = [
        name("name", " "),
        name("year", t("year")),
        number("value", more["title"], format=f",.{decimals}f"),
        *([name("status", t("status"))] if any(p["status"] for p in points) else []),
    ]
    empty = {"condition": {"test": "datum.estimate", "value": look.PAPER[theme]}}
    chart(
        chart_id,
        [
            layer(changes, "rule", {"strokeDash": [4, 3]}, x=x),
            *(layer(changes[n::3], "text", {**soft, "dy": -6 - 14 * n, "fontSize": 11.5},
                    x=x, y={"value": 0}, text=name("text")) for n in (0, 1, 2)),
            layer(faint, "line", {"color": look.FAINT[theme], "strokeWidth": 1},
                  x=x, y=y, detail=name("line")),
            layer(points, "line", {"strokeWidth": 2.5}, x=x, y=y, color=colour,
                  detail=name("line")),
            layer(points, "point", {"filled": True, "size": 70, "opacity": 1},
                  x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
            layer([p for p in points if p["estimate"]], "point",
                  {"size": 22, "filled": True, "opacity": 1, "color": look.PAPER[theme]},
                  x=x, y=y, fill=empty, tooltip=tooltip),
            layer([p for p in points if p["doubt"]], "text", {**soft, "dy": -13},
                  x=x, y=y, text=name("doubt")),
            layer(ends, "text", {"align": "left", "dx": 10, "fontSize": 13.5,
                                 "fontWeight": 600, "clip": False},
                  x=x, y=place, color=colour, text=name("text")),
        ],
        height,
        columns=columns,
        rows=in_file or rows,
        **more,
    )  # fmt: skip
