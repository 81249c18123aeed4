"""An indicator over the years with its breaks: of a city, several, agglomerations."""

from collections.abc import Sequence
from typing import Any

from app import charts, data, look, words
from app.data import Row
from app.texts import t


def show(
    chart_id: str,
    tables: Sequence[str],
    rows: Sequence[Row],
    *,
    subject: str = "",
    note: str = "",
    behind: Sequence[Row] = (),
    **more: Any,
) -> None:
    """Show lines of the chosen indicator, offer their values, and say what breaks them.

    Args:
        chart_id: name of the chart.
        tables: what files have of a figure.
        rows: a figure each, in the order of years.
        subject: whose indicator it is.
        note: what else is to be known of the lines.
        behind: more rows, whose lines are faint and have no name.
        more: passed on to `charts.line_chart`.

    """
    about = data.indicator_row()
    years = [row["year"] for row in (*rows, *behind)]
    breaks = [
        row for row in data.ask("city/series_breaks")
        if years and min(years) <= row["year"] <= max(years)
    ]  # fmt: skip
    stretch = {row["year"]: row["stretch"] for row in data.ask("city/stretches")}
    unit = words.unit_name(about["unit"]) or t("no_unit")
    charts.line_chart(
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
