"""Charts: a Vega-Lite specification each, in charts/, filled with rows, words and colours.

A text `$name` in it stands for a value that is given, a colour of the theme or a text of
texts.csv; `definitions` are values too. What has a false `if` is left out.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from app import look, take, words
from app.data import Row
from app.tables import Column
from app.texts import t

FOLDER = Path(__file__).with_suffix("")
FONT = "Source Sans, Noto Sans CJK SC, sans-serif"


@cache
def read(file: str) -> dict[str, Any]:
    """Return a file of charts/."""
    found: dict[str, Any] = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return found


@cache
def fields(file: str) -> list[str]:
    """Return the columns of rows that a specification names."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    # A row that is an outline says so by its type, `Feature`.
    return ["type", *set(re.findall(r'(?<="field": ")\w+|(?<=datum\.)\w+', text))]


def told(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """Return columns of rows, those of names in the reader's language."""
    return [
        {name: row[name] if name in row else words.name(row, name) for name in names
         if name in row or f"{name}_en" in row}
        for row in rows
    ]  # fmt: skip


def filled(part: Any, values: dict[str, Any]) -> Any:
    """Return a part of a specification with what its places stand for."""
    if isinstance(part, str) and part.startswith("$"):
        return values[part[1:]] if part[1:] in values else t(part[1:])
    if isinstance(part, list):
        of_list = [filled(of, values) for of in part]
        return [of for of in of_list if not isinstance(of, dict) or of.pop("if", True)]
    if not isinstance(part, dict):
        return part
    whole = {key: filled(of, values) for key, of in part.items()}
    # Of a tooltip's rows, the one with this very name would be shown as a picture.
    if whole.get("title") in ("image", "title"):
        whole["title"] += " "
    return whole


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


def chart(
    chart_id: str,
    file: str,
    height: int,
    *,
    title: str,
    about: Sequence[str],
    alt: str = "",
    columns: Sequence[Column] = (),
    rows: Sequence[Row] = (),
    is_on_page: bool = False,
    options: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """Show a chart with the theme of the page, and offer its values.

    Args:
        chart_id: one of `look.CHARTS`, the name of its container and of its files.
        file: its specification in charts/.
        height: pixels.
        title: what is shown.
        about: unit, meaning of the marks, reading, build; a paragraph each.
        alt: what one sees, for readers who do not see it.
        columns: what files have of the rows; none, where the page offers them itself.
        rows: the values.
        is_on_page: whether the page has the values in a table already.
        options: passed on to Streamlit, such as on_select.
        values: what the places of the specification stand for, besides.

    """
    file = f"{file}.vl.json"
    values = {
        name: told(of, fields(file)) if of and isinstance(of, list)
        and isinstance(of[0], dict) else of for name, of in values.items()
    }  # fmt: skip
    values |= look.colours() | {
        "font": FONT,
        "title": title,
        "heading": wrapped(title, 48),
        "about": [line for part in about if part for line in wrapped(part)],
    }
    lines = len(values["heading"]) + len(values["about"])
    spec = {**read("theme.json"), **read(file)}
    values |= filled(spec.pop("definitions", {}), values)
    spec = filled(spec, {**values, "height": height + 16 * lines + 14})
    with st.container(key=f"chart_{chart_id}"):
        st.vega_lite_chart(spec, width="stretch", alt=alt or title, **(options or {}))
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

    def point(row: Row) -> Row:
        return {"year": str(row["year"]), "series": row[series], "value": row[value],
                "name": labels.get(row[series], ""),
                "line": f"{row[series]} {row.get('stretch', 0)}",
                "estimate": row.get("is_estimate", False),
                "status": words.status_text(row) if row.get("status") else "",
                "doubt": bool(row.get("warning_flags"))}  # fmt: skip

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
    years = sorted({int(p["year"]) for p in [*points, *faint]})
    if faint or breaks:
        years = list(range(years[0], years[-1] + 1))
    named = [s for s in labels if s in last]
    chart(
        chart_id,
        "lines",
        height,
        columns=columns,
        rows=in_file or rows,
        points=points,
        faint_points=faint,
        ends=ends,
        changes=[{"year": str(b["year"]), "n": n % 3, "text": t(f"break.{b['break_type']}")}
                 for n, b in enumerate(breaks)],
        years=[*map(str, years)],
        range=[min([low, *places]), (most or 1) * 1.04],
        format=f",.{decimals}f",
        has_status=any(p["status"] for p in points),
        series=named,
        colours=[marks[s][0] for s in named],
        shapes=[marks[s][1] for s in named],
        **more,
    )  # fmt: skip
