"""An indicator over the years with its breaks: of a city, several, agglomerations."""

from collections.abc import Sequence
from typing import Any

from app import charts, data, look, sentences, words
from app.tables import Column
from app.texts import t


def show(
    chart_id: str,
    about: data.Row,
    rows: Sequence[data.Row],
    columns: Sequence[Column],
    *,
    subject: str = "",
    note: str = "",
    in_file: Sequence[data.Row] = (),
    behind: Sequence[data.Row] = (),
    **more: Any,
) -> None:
    """Show lines over the years, offer their values, and say what breaks them.

    Args:
        chart_id: name of the chart.
        about: the indicator.
        rows: a figure each, in the order of years.
        columns: what files have of a figure.
        subject: whose indicator it is.
        note: what else is to be known of the lines.
        in_file: what files have, if it is not the rows.
        behind: more rows, whose lines are faint and have no name.
        more: passed on to `charts.line_chart`.

    """
    years = [row["year"] for row in (*rows, *behind)]
    breaks = [
        row for row in data.ask("city/series_breaks")
        if years and min(years) <= row["year"] <= max(years)
    ]  # fmt: skip
    stretch = sentences.places.segments([*rows, *behind], breaks)

    def known(row: data.Row) -> data.Row:
        return {**row, "stretch": stretch[row["year"]],
                "is_estimate": row.get("status") in words.ESTIMATES}  # fmt: skip

    unit = words.unit_name(about["unit"]) or t("no_unit")
    charts.line_chart(
        chart_id,
        [known(row) for row in rows],
        columns,
        in_file=in_file or rows,
        decimals=words.decimals(about["unit"]),
        behind=[known(row) for row in behind],
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
