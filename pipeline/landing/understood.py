"""What the gate understood of what landed: a line for each file, and what was left out."""

import pandas as pd

from pipeline.landing.files import Inputs
from pipeline.landing.problem import counted, shown
from pipeline.landing.schemas import LANDING_VALUES


def lines_understood(inputs: Inputs) -> list[str]:
    """Return a line for each table that landed: rows, places, years, variables, units.

    What was passed over or changed follows it, in words.
    """
    lines = []
    said = {file: list(notes) for file, notes in inputs.notes.items()}
    for name, table in inputs.tables.items():
        landed = table[~table["file"].str.startswith("seeds/")]
        for file, rows in landed.groupby("file", sort=False):
            notes = said.pop(str(file), [])
            what = (
                of_figures(rows)
                if name == LANDING_VALUES
                else f"{counted(len(rows), 'row')} of {name}"
            )
            lines.append("; ".join([f"{file}: {what}", *notes]))
    lines += [f"{file}: {'; '.join(notes)}" for file, notes in said.items() if notes]
    return sorted(lines)


def of_figures(rows: pd.DataFrame) -> str:
    """Return what figures are of, in words."""
    years = sorted(rows["year"].unique())
    span = ", ".join(years) if len(years) <= 4 else f"{years[0]} to {years[-1]}"
    units = rows.drop_duplicates(["variable_id", "unit"])
    named = [
        f"{v} ({u})" for v, u in zip(units["variable_id"], units["unit"], strict=True)
    ]
    n = rows["city_id"].nunique()
    return (
        f"{counted(len(rows), 'figure')} of {counted(n, 'place')}, {span}, "
        f"of {shown(named)}"
    )
