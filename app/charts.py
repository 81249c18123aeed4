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

from app import data, look, take, words
from app.data import Row
from app.say import shown
from app.tables import columns
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
    named = r'(?<="field": ")\w+|(?<="fields": \[")\w+|(?<=datum\.)\w+'
    return ["type", *set(re.findall(named, text))]


def told(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """Return columns of rows, names and sentences in the reader's language."""
    if set(rows[0]) <= set(names):
        return [*rows]
    plain = [name for name in names if name in rows[0]]
    named = [name for name in names if name not in plain and f"{name}_en" in rows[0]]
    said = [name for name in ("band", "source") if name in plain]
    return [
        {name: row[name] for name in plain}
        | {name: words.name(row, name) for name in named}
        | {name: shown(row[name], "") for name in said}
        for row in rows
    ]


def figure(row: Row) -> Row:
    """Return a row with its value as it is told, and what it rests on."""
    return {
        **row,
        "figure": words.with_unit(row["value"], row["unit"]),
        "missing": row["value"] is None,
        "status": words.status_text(row),
        "estimate": row["status"] in words.ESTIMATES,
        "doubt": bool(row["warning_flags"]),
    }


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
    tables: Sequence[str],
    rows: Sequence[Row],
    height: int,
    *,
    title: str,
    about: Sequence[str],
    alt: str = "",
    file: str = "",
    is_on_page: bool = False,
    options: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """Show a chart with the theme of the page, and offer its values.

    It is one of `show` in address.json, and called so are its container, its files and,
    but for a `file` that is named, its specification. `rows` are its `points` where it
    is given no others; files have their `tables`. What it is `about` is unit, meaning
    of the marks, reading, build, a paragraph each; `alt` is what one sees. `options` go
    to Streamlit, `values` into the places of the specification.
    """
    file = f"{file or chart_id}.vl.json"
    values = look.colours() | {"points": rows} | values
    for name, of in values.items():
        if isinstance(of, list) and of and isinstance(of[0], dict):
            values[name] = told(of, fields(file))
    heading = wrapped(title, 48)
    lines = [line for part in about if part for line in wrapped(part)]
    values |= {"font": FONT, "title": title, "heading": heading, "about": lines,
               "height": height + 16 * (len(heading) + len(lines)) + 14}  # fmt: skip
    spec = {**read("theme.json"), **read(file)}
    values |= filled(spec.pop("definitions", {}), values)
    with st.container(key=f"chart_{chart_id}"):
        st.vega_lite_chart(filled(spec, values), width="stretch", alt=alt or title,
                           **(options or {}))  # fmt: skip
    if tables:
        shown = [column for table in tables for column in columns(table, rows)]
        take.values(chart_id, title, rows, shown, about, is_on_page=is_on_page)


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
    tables: Sequence[str],
    rows: Sequence[Row],
    *,
    series: str,
    labels: dict[str, str] | None = None,
    marks: dict[str, tuple[str, str]] | None = None,
    value: str = "value",
    height: int = 400,
    decimals: int = 2,
    behind: Sequence[Row] = (),
    breaks: Sequence[Row] = (),
    in_file: Sequence[Row] = (),
    **more: Any,
) -> None:
    """Show lines over years, named at their ends, one for each value of `series`.

    `labels` are their names, if not the rows'; `marks` colour and shape, if their own.
    Years of different `stretch` are not joined. Rows `behind` are faint lines without a
    name; from years of `breaks` on, or in them, values stand on another basis. Files have
    the rows or those `in_file`; all else is as in `chart`.
    """
    if labels is None:
        labels = words.names(rows, series.removesuffix("_id"))
    if marks is None:
        is_cluster = series == "cluster_id"
        marks = look.cluster_marks() if is_cluster else look.line_marks(labels)

    def point(row: Row) -> Row:
        status = row.get("status")
        return {"year": str(row["year"]), "series": row[series], "value": row[value],
                "name": labels.get(row[series], ""),
                "line": f"{row[series]} {row.get('stretch', 0)}",
                "estimate": status in words.ESTIMATES,
                "status": words.status_text(row) if status else "",
                "doubt": bool(row.get("warning_flags"))}  # fmt: skip

    points = [point(row) for row in rows if row[value] is not None]
    faint = [point(row) for row in behind if row[value] is not None]
    both = [*points, *faint]
    if not both:
        look.note(t("no_figure"))
        return
    most = max(p["value"] for p in both)
    low = min(0, *(p["value"] for p in both))
    last = {p["series"]: p for p in points}
    ends = [{**p, "text": f"{p['name']} {words.number(p['value'], decimals)}"}
            for p in last.values()]  # fmt: skip
    gap = (most - low or 1) * 21 / (height - 40)
    for end, place in zip(ends, apart([p["value"] for p in ends], gap), strict=True):
        end["place"] = place
    years = sorted({p["year"] for p in both})
    if faint or breaks:
        years = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    named = [s for s in labels if s in last]
    chart(
        chart_id,
        tables,
        in_file or rows,
        height,
        file="lines",
        points=points,
        faint_points=faint,
        ends=ends,
        changes=[{**row, "year": str(row["year"]), "n": n % 3,
                  "text": t(f"break.{row['break_type']}")}
                 for n, row in enumerate(breaks)],
        years=years,
        range=[min([low, *(p["place"] for p in ends)]), (most or 1) * 1.04],
        format=f",.{decimals}f",
        has_status=any(p["status"] for p in points),
        series=named,
        colours=[marks[s][0] for s in named],
        shapes=[marks[s][1] for s in named],
        **more,
    )  # fmt: skip


def over_time(
    chart_id: str,
    tables: Sequence[str],
    rows: Sequence[Row],
    *,
    subject: str = "",
    note: str = "",
    behind: Sequence[Row] = (),
    **more: Any,
) -> None:
    """Show lines of the chosen indicator, and say what breaks them.

    `subject` is whose indicator it is, `note` what else is to be known of the lines; all
    else is as in `line_chart`.
    """
    (about,) = data.ask("shared/indicator")
    years = [row["year"] for row in (*rows, *behind)]
    breaks = [
        row for row in data.ask("city/series_breaks")
        if years and min(years) <= row["year"] <= max(years)
    ]  # fmt: skip
    stretch = {row["year"]: row["stretch"] for row in data.ask("city/stretches")}
    unit = words.unit_name(about["unit"]) or t("no_unit")
    line_chart(
        chart_id,
        tables,
        [{**row, "stretch": stretch[row["year"]]} for row in rows],
        decimals=words.decimals(about["unit"]),
        behind=[{**row, "stretch": stretch[row["year"]]} for row in behind],
        breaks=breaks,
        about=[t("over_time.note", unit=unit), note,
               t("over_time.breaks") if breaks else "",
               look.in_reading(), look.caption("caption.figures")],
        **{"title": words.name(about, "indicator") + t("colon") + subject, **more},
    )  # fmt: skip
    reasons = [f"{row['year']}{t('colon')}{words.text(row, 'reason')}"
               for row in breaks if words.text(row, "reason")]  # fmt: skip
    if reasons:
        look.note(words.sentences(*reasons))
