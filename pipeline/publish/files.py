"""The files of a build that are published: the marts in DuckDB and in Parquet, no more.

What the marts are made of (schemas raw to intermediate) stays in the private file beside
them, `workings.duckdb`, for who looks into a build.
"""

import json
import re
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


def published_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return schema and name of each published table, in order."""
    return connection.execute(
        """
        select schema_name, table_name
        from duckdb_tables()
        where schema_name in (select unnest(?)) and database_name = current_database()
        order by list_position(?, schema_name), table_name
        """,
        [SCHEMAS, SCHEMAS],
    ).fetchall()


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


def texts_of(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str
) -> tuple[str | None, dict[str, str]]:
    """Return the text of a table and those of its columns."""
    where = "schema_name = ? and table_name = ? and database_name = current_database()"
    ((text,),) = connection.execute(
        f"select comment from duckdb_tables() where {where}", [schema, table]
    ).fetchall()
    columns = connection.execute(
        f"select column_name, comment from duckdb_columns() where {where} "
        "and comment is not null order by column_index",
        [schema, table],
    ).fetchall()
    return text, dict(columns)


def order_of(key: list[str]) -> str:
    """Return the columns that the rows of a table are stored in the order of."""
    return ", ".join(sorted(key, key=lambda column: column in LAST_IN_ORDER))


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def write_parquet(
    connection: duckdb.DuckDBPyConnection, folder: Path
) -> dict[str, int]:
    """Write a Parquet file per table below a folder per schema; return the row counts.

    The metadata of a file has the text of the table
    (`description`), its key (`primary_key`) and the texts of its columns (`columns`), the
    last two as JSON.
    """
    keys = keys_of(connection)
    rows = {}
    for schema, table in published_tables(connection):
        key = keys[schema, table]
        text, columns = texts_of(connection, schema, table)
        metadata = {
            "description": text or "",
            "primary_key": json.dumps(key),
            "columns": json.dumps(columns, ensure_ascii=False),
        }
        entries = ", ".join(f"{name}: {quoted(t)}" for name, t in metadata.items())
        (folder / schema).mkdir(exist_ok=True)
        file = folder / schema / f"{table}.parquet"
        (rows[table],) = connection.execute(
            f"copy (select * from {schema}.{table} order by {order_of(key)}) "
            f"to {quoted(str(file))} "
            f"(format parquet, compression zstd, kv_metadata {{{entries}}})"
        ).fetchone() or (0,)
    return rows


def write_duckdb(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the published tables into a DuckDB file of their own, with their texts.

    Short tables have their primary key; those of all are in quality.dim_column.
    """
    keys = keys_of(connection)
    connection.execute(f"attach {quoted(str(file))} as published ({STORAGE})")
    tables = published_tables(connection)
    try:
        for schema in dict.fromkeys(schema for schema, _ in tables):
            connection.execute(f"create schema published.{schema}")
        for schema, table in tables:
            copy_table(connection, schema, table, keys[schema, table])
        connection.execute("checkpoint published")
    finally:
        connection.execute("detach published")


def copy_table(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, key: list[str]
) -> None:
    """Copy a table into the attached file, its rows in the order of the key."""
    ((declared, n_rows),) = connection.execute(
        "select sql, estimated_size from duckdb_tables() "
        "where schema_name = ? and table_name = ? and database_name = current_database()",
        [schema, table],
    ).fetchall()
    name = f"published.{schema}.{table}"
    if n_rows > MAX_INDEXED_ROWS:
        declared = re.sub(r",? *PRIMARY KEY *(\([^)]*\))?", "", declared)
    connection.execute(re.sub(r"^CREATE TABLE [^(]+", f"create table {name}", declared))
    connection.execute(
        f"insert into {name} select * from {schema}.{table} order by {order_of(key)}"
    )
    text, columns = texts_of(connection, schema, table)
    if text:
        connection.execute(f"comment on table {name} is {quoted(text)}")
    for column, column_text in columns.items():
        connection.execute(
            f'comment on column {name}."{column}" is {quoted(column_text)}'
        )
