"""What rules read: the tables as they were read, what their YAML says, and figures."""

from pathlib import Path

import duckdb
import pandas as pd

from pipeline.landing.files import Inputs
from pipeline.landing.schemas import LANDING_COLUMNS, LANDING_VALUES, Schema
from pipeline.landing.visible import fault

FOLDER = Path(__file__).parent


def tables(inputs: Inputs) -> duckdb.DuckDBPyConnection:
    """Return a connection in which every table that was read stands by its name.

    With them are the limits, and of the YAML files: schema_column (table_name,
    column_name, type, is_required), schema_reference (table_name, column_name,
    target_table, target_column), accepted_choice (table_name, column_name, value: one row
    per value that a column can have) and column_texts (table_name, column_name, which is
    '' for the table itself, description).
    """
    connection = duckdb.connect(config={"threads": 1})
    columns = ["file", "row", "value_column", *LANDING_COLUMNS]
    empty = pd.DataFrame(columns=columns, dtype="str")
    for name, table in {LANDING_VALUES: empty, **inputs.tables}.items():
        add(connection, name, table, "* replace (cast(row as bigint) as row)")
    schemas = inputs.schemas.values()
    add_rows(
        connection,
        "schema_column",
        ["table_name", "column_name", "type", "is_required"],
        [
            (s.name, c, t, c in s.required)
            for s in schemas
            for c, t in s.columns.items()
        ],
    )
    add_rows(
        connection,
        "schema_reference",
        ["table_name", "column_name", "target_table", "target_column"],
        [(s.name, c, *target) for s in schemas for c, target in s.references.items()],
    )
    add_rows(
        connection,
        "accepted_choice",
        ["table_name", "column_name", "value"],
        [(s.name, c, v) for s in schemas for c, vs in s.accepted.items() for v in vs],
    )
    add_rows(
        connection,
        "column_texts",
        ["table_name", "column_name", "description"],
        [(s.name, c, text) for s in schemas for c, text in s.texts.items()],
    )
    run_script(connection, "limits")
    return connection


def add(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    frame: pd.DataFrame,
    what: str = "*",
) -> None:
    """Make a table of a frame, its rows in their order."""
    connection.register("frame", frame)
    connection.execute(f'create temp table "{name}" as select {what} from frame')
    connection.unregister("frame")


def add_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: list[str],
    rows: list[tuple],
) -> None:
    """Make a table of rows."""
    add(connection, name, pd.DataFrame(rows, columns=columns))


def run_script(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run one of the scripts that make what rules read."""
    connection.execute((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def add_cells(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Make what the rules of form read: a row per cell and per key of every table.

    The flags of a landed value, joined with ;, are a cell each. What in a text is not what
    it looks like stands in text_fault: value, is_english, fault.
    """
    read = [inputs.schemas[name] for name in inputs.tables]
    connection.execute(
        f"create temp view read_cell as {' union all '.join(map(cells_of, read))};"
        f"create temp view read_key as {' union all '.join(map(keys_of, read))}"
    )
    run_script(connection, "form")
    texts = connection.execute(
        "select distinct value, ends_with(column_name, '_en') from filled_cell "
        "where strlen(value) > length(value)"
    ).fetchall()
    faults = [(*text, fault(*text)) for text in texts]
    add_rows(
        connection,
        "text_fault",
        ["value", "is_english", "fault"],
        [row for row in faults if row[-1]],
    )


def cells_of(schema: Schema) -> str:
    """Return the query of the cells of a table."""
    columns = list(schema.columns)
    names, values = listed(columns)
    own = "''"
    if schema.name == LANDING_VALUES:
        names, values = listed(columns[:-1])
        flags = "string_split(flag, ';')"
        names = f"list_concat({names}, list_transform({flags}, lambda f: 'flag'))"
        values = f"list_concat({values}, {flags})"
        own = "value_column"
    return (
        f"select '{schema.name}' as table_name, file, row, rowid as nth_row, "
        f"unnest({names}) as column_name, unnest({values}) as value, "
        f'{own} as value_column from "{schema.name}"'
    )


def listed(columns: list[str]) -> tuple[str, str]:
    """Return the list of the names of columns, and of their values, in SQL."""
    names = ", ".join(f"'{column}'" for column in columns)
    values = ", ".join(f'"{column}"' for column in columns)
    return f"[{names}]", f"[{values}]"


def keys_of(schema: Schema) -> str:
    """Return the query of the keys of a table, each as one text."""
    key = ", ".join(f'"{column}"' for column in schema.key)
    return (
        f"select '{schema.name}' as table_name, file, row, "
        f"'{', '.join(schema.key)}' as column_name, concat_ws(', ', {key}) as value "
        f'from "{schema.name}"'
    )


def add_figures(
    connection: duckdb.DuckDBPyConnection,
    inputs: Inputs | None = None,
    figures: pd.DataFrame | None = None,
) -> None:
    """Make what rules about figures read, of what was read or of rows of `figure`."""
    if inputs:
        seeds = [
            inputs.schemas[n] for n in inputs.tables if inputs.schemas[n].is_city_year
        ]
        read = [figures_of(schema) for schema in seeds]
        read.append(
            "select file, row, source_id, city_id, year, variable_id, value, "
            f"unit as landed_unit, value_column from {LANDING_VALUES}"
        )
        connection.execute(
            f"create temp view read_figure as {' union all by name '.join(read)}"
        )
        # Names of files are long and few: a number for each.
        connection.execute(
            "create type file_name as enum ("
            "select file from read_figure union select file from corrections)"
        )
        run_script(connection, "figure")
    else:
        add(connection, "figure", figures)
    for script in ("relations", "movements", "provinces"):
        run_script(connection, script)


def figures_of(schema: Schema) -> str:
    """Return the query of the figures of a seed."""
    names, values = listed(schema.variables)
    return (
        f"select file, row, '{schema.name.split('__')[0]}' as source_id, city_id, year, "
        f"unnest({names}) as variable_id, unnest({values}) as value "
        f'from "{schema.name}"'
    )


def relations(inputs: Inputs) -> duckdb.DuckDBPyConnection:
    """Return a connection that has all tables and figures; of the cells it has none."""
    connection = tables(inputs)
    add_figures(connection, inputs)
    return connection
