"""A workbook to fill in: a sheet for each table of a region, with units and drop-downs.

Filled in and put into the landing folder it is the region: each sheet is named like the
table that it holds.
"""

import re
from pathlib import Path
from typing import Any

from pipeline.landing.new_region import title
from pipeline.landing.schemas import (
    LANDING_COLUMNS,
    RELATIONS,
    Schema,
    read_schemas,
    read_yaml,
)
from pipeline.landing.seeds import read_rows
from pipeline.paths import Paths, PipelineError

SHEETS = (
    "cities", "clusters", "cluster_members", "membership_schemes", "scenarios", "sources",
    "variables", "indicators",
)  # fmt: skip
# Rows below the header that have drop-downs.
N_ROWS = 2000
# Columns whose choices are rows of another sheet of the workbook, or of a seed.
FROM_SHEET = {
    "city_id": ("cities", 0), "cluster_id": ("clusters", 0),
    "membership_scheme_id": ("membership_schemes", 0), "source_id": ("sources", 0),
    "variable_id": ("variables", 0), "numerator_variable_id": ("variables", 0),
    "denominator_variable_id": ("variables", 0),
}  # fmt: skip
FROM_SEED = {
    "unit": ("units", "unit"), "dimension_id": ("dimensions", "dimension_id"),
    "code_system": ("code_systems", "code_system"), "flag": ("flag_rules", "flag"),
    "panel_id": ("panel_years", "panel_id"),
}  # fmt: skip
LINES = (
    "Fill in the sheets and put this workbook into landing/{name}/, then `python -m "
    "pipeline validate` says what it understood.",
    "Columns in bold are needed. An empty cell means not published. Rest the pointer on a "
    "name to read what its column is.",
    "cities: the places, each with its code and the system of the code. clusters: the "
    "agglomerations. cluster_members: which place belongs where.",
    "variables: what the figures measure. indicators: what is scored. figures: a row for "
    "each place, year and variable.",
    "A unit that is not in the list is a row of a sheet `units`: unit, quantity, "
    "per_quantity, factor, unit_en.",
    "More: docs/landing.md",
)


def write_template(paths: Paths, name: str, target: Path) -> None:
    """Write the workbook of a region.

    Raises:
        PipelineError: the file is there, or cannot be written.

    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        raise PipelineError(
            f"The region is '{name}', expected a name of lower-case letters, digits and _."
        )
    if target.exists():
        raise PipelineError(f"{target} is there already; name another file with --to.")
    schemas = read_schemas(paths.root)
    texts = column_texts(paths.root)
    filled = {
        "membership_schemes": {"membership_scheme_id": name, "scheme_en": title(name)},
        "scenarios": {"scenario_id": name, "scenario_en": title(name),
                      "membership_scheme_id": name},
        "sources": {"source_id": f"{name}_figures"},
    }  # fmt: skip
    book = xlsxwriter.Workbook(str(target))
    bold, plain_name = (
        book.add_format({"bold": True}),
        book.add_format({"italic": True}),
    )
    # Codes with leading zeros stay texts.
    as_text = book.add_format({"num_format": "@"})
    first = book.add_worksheet("read me")
    first.set_column(0, 0, 110)
    for row, line in enumerate(LINES):
        first.write_string(row, 0, line.format(name=name))
    lists = lists_of(paths.root)
    figures = Schema(
        "figures", LANDING_COLUMNS, [], required=list(LANDING_COLUMNS)[:-1]
    )
    for table in (*SHEETS, "figures"):
        schema = figures if table == "figures" else schemas[table]
        sheet = book.add_worksheet(table)
        sheet.freeze_panes(1, 0)
        for i, column in enumerate(schema.columns):
            is_needed = column in schema.required and column not in schema.defaults
            sheet.write_string(0, i, column, bold if is_needed else plain_name)
            if text := schema.texts.get(column) or texts.get(column):
                sheet.write_comment(0, i, text, {"x_scale": 2})
            is_text = schema.columns[column] == "text"
            sheet.set_column(
                i, i, max(12, len(column) + 2), as_text if is_text else None
            )
            if value := filled.get(table, {}).get(column):
                sheet.write_string(1, i, value, as_text)
            if choices := choices_of(table, schema, column, lists):
                sheet.data_validation(1, i, N_ROWS, i, choices)
    write_lists(book.add_worksheet("lists"), lists)
    try:
        book.close()
    except FileCreateError as error:
        raise PipelineError(f"Cannot write {target}: {error}") from error


def lists_of(root: Path) -> dict[str, list[str]]:
    """Return the choices that seeds have, by column."""
    found = {}
    for column, (seed, key) in FROM_SEED.items():
        header, *rows = read_rows(root / "seeds" / "reference" / f"{seed}.csv")
        found[column] = sorted({row[header.index(key)] for row in rows})
    return found


def write_lists(sheet: Any, lists: dict[str, list[str]]) -> None:
    """Write the choices of seeds, a column each."""
    for i, (column, choices) in enumerate(lists.items()):
        sheet.write_column(0, i, [column, *choices])
    sheet.hide()


def choices_of(
    table: str, schema: Schema, column: str, lists: dict[str, list[str]]
) -> dict[str, Any] | None:
    """Return the drop-down of a column: a warning, since other regions may be meant."""
    if column in schema.accepted:
        return {"validate": "list", "source": schema.accepted[column]}
    source = None
    if column in FROM_SHEET and FROM_SHEET[column][0] != table:
        sheet, i = FROM_SHEET[column]
        letter = chr(ord("A") + i)
        source = f"='{sheet}'!${letter}$2:${letter}${N_ROWS}"
    elif column in lists:
        letter = chr(ord("A") + list(lists).index(column))
        source = f"='lists'!${letter}$2:${letter}${len(lists[column]) + 1}"
    if source is None:
        return None
    return {
        "validate": "list", "source": source, "error_type": "warning",
        "error_title": column, "error_message": "Not in the list: is it meant?",
    }  # fmt: skip


def column_texts(root: Path) -> dict[str, str]:
    """Return the texts of columns, by name."""
    said = read_yaml(root / RELATIONS)["anchors"]
    return {c["name"]: c["description"] for c in said if "description" in c}
