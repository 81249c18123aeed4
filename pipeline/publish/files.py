"""The files of a build that are published: the marts in DuckDB and in Parquet, no more.

What the marts are made of (schemas raw to intermediate) stays in the private file beside
them, `workings.duckdb`, for who looks into a build.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

SCHEMAS = ("marts", "core", "quality")
# Every DuckDB from this version on opens the file. Of 55 tables most are small: blocks of
# 256 KB, the default, would be half empty.
STORAGE = "storage_version 'v1.5.0', block_size 16384"
# The index of a longer key is larger than the rows that it is of.
MAX_INDEXED_ROWS = 1000
# Rows that differ in these alone are alike: one after another they take half the space.
LAST_IN_ORDER = ("membership_scheme_id", "scenario_id")


@dataclass(frozen=True)
class Table:
    """What is published of a table: its statement, key, text and those of its columns."""

    schema: str
    name: str
    declared: str
    n_rows: int
    text: str
    key: list[str]
    columns: dict[str, str]


def published_tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Return the published tables, in order; to ask table by table takes a second."""
    keys = keys_of(connection)
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, text in connection.execute(
        """
        select schema_name, table_name, column_name, comment
        from duckdb_columns()
        where comment is not null and database_name = current_database()
        order by column_index
        """
    ).fetchall():
        texts.setdefault((schema, table), {})[column] = text
    rows = connection.execute(
        """
        select schema_name, table_name, sql, estimated_size, coalesce(comment, '')
        from duckdb_tables()
        where schema_name in (select unnest(?)) and database_name = current_database()
        order by list_position(?, schema_name), table_name
        """,
        [SCHEMAS, SCHEMAS],
    ).fetchall()
    return [
        Table(schema, name, declared, n_rows, text, keys[schema, name],
              texts.get((schema, name), {}))
        for schema, name, declared, n_rows, text in rows
    ]  # fmt: skip


def keys_of(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    """Return the primary key of each published table."""
    rows = connection.execute(
        """
        select schema_name, table_name, constraint_column_names
        from duckdb_constraints()
        where constraint_type = 'PRIMARY KEY' and database_name = current_database()
        """
    ).fetchall()
    return {(schema, table): key for schema, table, key in rows if schema in SCHEMAS}


def order_of(key: list[str]) -> str:
    """Return the columns that the rows of a table are stored in the order of."""
    return ", ".join(sorted(key, key=lambda column: column in LAST_IN_ORDER))


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def write_files(
    connection: duckdb.DuckDBPyConnection, folder: Path, file: Path
) -> dict[str, int]:
    """Write the published tables, in the order of their keys; return the row counts.

    They get a DuckDB file of their own, and a Parquet file each below a folder per schema.
    """
    tables = published_tables(connection)
    connection.execute(f"attach {quoted(str(file))} as published ({STORAGE})")
    try:
        connection.execute("begin")
        for schema in SCHEMAS:
            connection.execute(f"create schema published.{schema}")
            (folder / schema).mkdir(exist_ok=True)
        for table in tables:
            copy_table(connection, table)
        connection.execute("commit")
        connection.execute("checkpoint published")
        return {
            table.name: write_parquet(connection, folder, table) for table in tables
        }
    finally:
        connection.execute("detach published")


def copy_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Copy a table and its texts into the attached file.

    Short tables have their primary key; those of all are in quality.dim_column.
    """
    declared = table.declared
    if table.n_rows > MAX_INDEXED_ROWS:
        declared = re.sub(r",? *PRIMARY KEY *(\([^)]*\))?", "", declared)
    name = f"published.{table.schema}.{table.name}"
    connection.execute(re.sub(r"^CREATE TABLE [^(]+", f"create table {name}", declared))
    connection.execute(
        f"insert into {name} "
        f"select * from {table.schema}.{table.name} order by {order_of(table.key)}"
    )
    if table.text:
        connection.execute(f"comment on table {name} is {quoted(table.text)}")
    for column, text in table.columns.items():
        connection.execute(f'comment on column {name}."{column}" is {quoted(text)}')


def write_parquet(
    connection: duckdb.DuckDBPyConnection, folder: Path, table: Table
) -> int:
    """Write a table of the attached file as Parquet; return its number of rows.

    The metadata of a file has the text of the table
    (`description`), its key (`primary_key`) and the texts of its columns (`columns`), the
    last two as JSON.
    """
    metadata = {
        "description": table.text,
        "primary_key": json.dumps(table.key),
        "columns": json.dumps(table.columns, ensure_ascii=False),
    }
    entries = ", ".join(f"{name}: {quoted(text)}" for name, text in metadata.items())
    target = folder / table.schema / f"{table.name}.parquet"
    (n_rows,) = connection.execute(
        f"copy published.{table.schema}.{table.name} to {quoted(str(target))} "
        f"(format parquet, compression zstd, kv_metadata {{{entries}}})"
    ).fetchone() or (0,)
    return n_rows
