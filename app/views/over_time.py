"""An indicator over the years with its breaks: of a city, several, agglomerations."""

from collections.abc import Sequence
from typing import Any

from app import charts, data, look, sentences, take, words
from app.sentences.basic import ESTIMATES
from app.tables import Column
from app.texts import t


def show(
    chart_id: str,
    about: data.Row,
    rows: Sequence[data.Row],
    names: dict[str, str],
    columns: Sequence[Column],
    *,
    title: str,
    alt: str = "",
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
        names: names of the lines.
        columns: what files have of a figure.
        title: what is shown.
        alt: what one sees.
        note: what else is to be known of the lines.
        in_file: what files have, if it is not the rows.
        behind: more rows, whose lines are faint and have no name.
        more: series, value and colours as in `charts.line_chart`.

    """
    years = [row["year"] for row in (*rows, *behind)]
    breaks = [
        row
        for row in data.ask("city/series_breaks", indicator=about["indicator_id"])
        if years and min(years) <= row["year"] <= max(years)
    ]
    stretch = sentences.places.segments([*rows, *behind], breaks)

    def known(row: data.Row) -> data.Row:
        return {**row, "stretch": stretch[row["year"]],
                "is_estimate": row.get("status") in ESTIMATES}  # fmt: skip

    unit = words.unit_name(about["unit"]) or t("no_unit")
    notes = [
        t("over_time.note", unit=unit),
        note,
        t("over_time.breaks") if breaks else "",
        look.in_reading(),
        look.figures_caption(),
    ]
    charts.line_chart(
        chart_id,
        [known(row) for row in rows],
        labels=names,
        title=title,
        about=notes,
        alt=alt or title,
        decimals=words.decimals(about["unit"]),
        behind=[known(row) for row in behind],
        breaks=breaks,
        **more,
    )
    take.values(chart_id, title, in_file or rows, columns, notes)
    reasons = [f"{row['year']}{t('colon')}{words.text(row, 'reason')}"
               for row in breaks if words.text(row, "reason")]  # fmt: skip
    if reasons:
        look.note(words.sentences(*reasons))
