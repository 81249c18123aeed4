"""The forms that the published tables are taken away in.

All are made of the Parquet files of a build, and of its table `dim_column`, the data
dictionary. A table of schema core has the name of its schema before its own (core_city):
a folder, workbook or SQLite file has no schemas.
"""

import datetime
import glob
import json
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

SCHEMAS = ("core", "marts", "quality")
NAME = "integration_index"
# A spreadsheet takes a text that begins so for a formula, and runs it.
FORMULA_SIGNS = "=+-@＝＋－＠\t\r"
# Types of the models in the words of a table schema, and of SQLite.
FIELD_TYPES = {
    "text": "string",
    "integer": "integer",
    "bigint": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
}
SQLITE_TYPES = {"text": "text", "integer": "integer", "bigint": "integer",
                "double": "real", "boolean": "integer"}  # fmt: skip
BATCH = 10_000
# Texts of a workbook are texts: none is run as a formula or taken for an address.
IN_WORKBOOK = {"constant_memory": True, "strings_to_formulas": False,
               "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the data dictionary."""

    name: str
    kind: str
    text: str
    key_position: int | None
    refers_to: tuple[str, str] | None


@dataclass(frozen=True)
class Stored:
    """A published table: its file, its name in an export and its columns."""

    schema: str
    name: str
    file: Path
    columns: list[Column]

    @property
    def key(self) -> list[str]:
        """The columns of the primary key, in its order."""
        keyed = [c for c in self.columns if c.key_position is not None]
        return [c.name for c in sorted(keyed, key=lambda c: c.key_position or 0)]

    def rows(self) -> duckdb.DuckDBPyRelation:
        """Return its rows."""
        return duckdb.cursor().read_parquet(glob.escape(str(self.file)))


def exported_name(schema: str, table: str) -> str:
    """Return what a table is called where there are no schemas."""
    return f"core_{table}" if schema == "core" else table


def stored_tables(published: Path) -> list[Stored]:
    """Return the published tables of a build, those of the core first."""
    columns: dict[tuple[str, str], list[Column]] = {}
    dictionary = published / "quality" / "dim_column.parquet"
    if dictionary.is_file():
        rows = duckdb.execute(
            """
            select table_schema, table_name, column_name, data_type, description,
                key_position, refers_to_schema, refers_to_table, refers_to_column
            from read_parquet(?) order by table_schema, table_name, column_position
            """,
            [glob.escape(str(dictionary))],
        ).fetchall()
        for schema, table, name, kind, text, position, to_schema, to, to_name in rows:
            refers_to = (exported_name(to_schema, to), to_name) if to else None
            columns.setdefault((schema, table), []).append(
                Column(name, kind, text, position, refers_to)
            )
    return [
        Stored(
            schema,
            exported_name(schema, file.stem),
            file,
            columns.get((schema, file.stem), []),
        )
        for schema in SCHEMAS
        for file in sorted((published / schema).glob("*.parquet"))
    ]


def write_csv_files(published: Path, folder: Path) -> None:
    """Write each table as CSV that a spreadsheet reads: Chinese, and no formulas."""
    for table in stored_tables(published):
        write_csv(table.file, folder / f"{table.name}.csv")


def write_csv(source: Path, target: Path) -> None:
    """Write a Parquet file as CSV that a spreadsheet reads: Chinese, and no formulas."""
    pattern = f"^[{re.escape(FORMULA_SIGNS)}]"
    # A database for each table takes longer than the table.
    with duckdb.cursor() as connection:
        rows = connection.read_parquet(glob.escape(str(source)))
        columns = ", ".join(
            f"""regexp_replace("{name}", '{pattern}', '''\\0') as "{name}" """
            if str(kind) == "VARCHAR"
            else f'"{name}"'
            for name, kind in zip(rows.columns, rows.types, strict=True)
        )
        without_mark = target.with_suffix(".part")
        rows.project(columns).write_csv(str(without_mark), header=True)
    with without_mark.open("rb") as text, target.open("wb") as marked:
        marked.write(b"\xef\xbb\xbf")
        shutil.copyfileobj(text, marked)
    without_mark.unlink()


def harmless(value: Any) -> Any:
    """Return a cell of a CSV file: a text that a spreadsheet would run as a text."""
    is_formula = isinstance(value, str) and value.startswith(tuple(FORMULA_SIGNS))
    return f"'{value}" if is_formula else value


def copy_parquet_files(published: Path, folder: Path) -> None:
    """Copy the Parquet files, which have texts and keys in their metadata."""
    for table in stored_tables(published):
        shutil.copyfile(table.file, folder / f"{table.name}.parquet")


def write_both(published: Path, folder: Path) -> None:
    """Write CSV and Parquet files."""
    write_csv_files(published, folder)
    copy_parquet_files(published, folder)


def write_workbook(published: Path, folder: Path) -> None:
    """Write the core as a workbook: what it is, a dictionary, the tables."""
    import xlsxwriter

    tables = [t for t in stored_tables(published) if t.schema == "core"]
    with xlsxwriter.Workbook(str(folder / f"{NAME}.xlsx"), IN_WORKBOOK) as book:
        bold = book.add_format({"bold": True})
        about = book.add_worksheet("about")
        about.write_string(0, 0, f"Integration index, build {published.name}", bold)
        for row, line in enumerate(ABOUT, 2):
            about.write_string(row, 0, line)
        write_sheet(
            book,
            "dictionary",
            ["table", "column", "type", "key", "refers_to", "description"],
            (
                (
                    table.name,
                    column.name,
                    column.kind,
                    column.key_position,
                    ".".join(column.refers_to) if column.refers_to else None,
                    column.text,
                )
                for table in tables
                for column in table.columns
            ),
        )
        for table in tables:
            names = [column.name for column in table.columns]
            write_sheet(book, table.name.removeprefix("core_"), names, rows_of(table))


ABOUT = (
    "The paper's reading alone: sheets are the relations of schema core.",
    "The sheet dictionary says what each column means, with its unit.",
    "An empty cell is a value that is not known or does not apply.",
)


def write_sheet(
    book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Any:
    """Write rows below a header that stays in sight and can be filtered; return the sheet.

    Without a header, rows alone.
    """
    sheet = book.add_worksheet(name)
    if header:
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
    last = 0
    for last, row in enumerate(rows, 1 if header else 0):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(last, place, in_sheet(cell))
    if header:
        sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    return sheet


def in_sheet(cell: Any) -> Any:
    """Return what a workbook takes of a value: numbers, days and texts."""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, bool | int | float | datetime.date):
        return cell
    return str(cell)


def rows_of(table: Stored) -> Iterator[tuple]:
    """Yield the rows of a table."""
    with duckdb.cursor() as connection:
        cursor = connection.execute(
            "from read_parquet(?)", [glob.escape(str(table.file))]
        )
        while batch := cursor.fetchmany(BATCH):
            yield from batch


def write_sqlite(published: Path, folder: Path) -> None:
    """Write all tables into a SQLite file, with keys, relations and the dictionary."""
    tables = stored_tables(published)
    connection = sqlite3.connect(folder / f"{NAME}.sqlite")
    try:
        with connection:
            for table in tables:
                connection.execute(declared_in_sqlite(table))
                marks = ", ".join("?" for _ in table.columns)
                connection.executemany(
                    f"insert into {table.name} values ({marks})",
                    (tuple(in_sqlite(cell) for cell in row) for row in rows_of(table)),
                )
    finally:
        connection.close()


def declared_in_sqlite(table: Stored) -> str:
    """Return the statement that creates a table in SQLite."""
    parts = [
        f'"{column.name}" {SQLITE_TYPES.get(column.kind, "text")}'
        for column in table.columns
    ]
    if table.key:
        parts.append(f"primary key ({', '.join(table.key)})")
    parts += [
        f'foreign key ("{column.name}") references '
        f"{column.refers_to[0]} ({column.refers_to[1]})"
        for column in table.columns
        if column.refers_to
    ]
    return f"create table {table.name} ({', '.join(parts)})"


def in_sqlite(cell: Any) -> Any:
    """Return a value as SQLite can hold it: days and times as texts."""
    return cell if cell is None or isinstance(cell, int | float | str) else str(cell)


def write_package(published: Path, folder: Path) -> None:
    """Write a Frictionless data package: plain CSV and datapackage.json beside it."""
    tables = [t for t in stored_tables(published) if t.schema != "quality"]
    for table in tables:
        rows = table.rows()
        rows.write_csv(str(folder / f"{table.name}.csv"), header=True)
    package = {
        "profile": "tabular-data-package",
        "name": NAME.replace("_", "-"),
        "title": "Integration index of the Yangtze River urban agglomerations",
        "version": published.name,
        "created": created(published.name),
        "licenses": [
            {
                "name": "MIT",
                "title": "MIT licence: code, and the marts as computed. Figures are as "
                "published by their sources.",
                "path": "https://opensource.org/license/mit",
            }
        ],
        "sources": sources(published),
        "resources": [resource(table) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def created(build_id: str) -> str:
    """Return when a build began, as a data package says it."""
    found = re.match(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", build_id)
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""


def sources(published: Path) -> list[dict[str, str]]:
    """Return the publications that the figures are from."""
    file = published / "marts" / "dim_source.parquet"
    rows = duckdb.execute(
        "select title_en, publisher from read_parquet(?) order by precedence, source_id",
        [glob.escape(str(file))],
    ).fetchall()
    return [{"title": f"{publisher}: {title}"} for title, publisher in rows]


def resource_name(table: str) -> str:
    """Return what a data package calls a table."""
    return table.replace("_", "-")


def resource(table: Stored) -> dict[str, Any]:
    """Return what a data package says of a table."""
    fields = []
    for column in table.columns:
        described: dict[str, Any] = {
            "name": column.name,
            "type": FIELD_TYPES[column.kind],
            "description": column.text,
        }
        # A text of a key may be empty (no dimension: the index itself), as null is in CSV.
        if column.key_position is not None and column.kind != "text":
            described["constraints"] = {"required": True}
        fields.append(described)
    schema: dict[str, Any] = {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": table.key,
    }
    references = [
        {
            "fields": [column.name],
            "reference": {
                # A table that refers to itself is called by an empty name.
                "resource": resource_name(column.refers_to[0])
                if column.refers_to[0] != table.name
                else "",
                "fields": [column.refers_to[1]],
            },
        }
        for column in table.columns
        if column.refers_to
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": resource_name(table.name),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


FORMS = {
    "csv": write_csv_files,
    "parquet": copy_parquet_files,
    "both": write_both,
    "xlsx": write_workbook,
    "sqlite": write_sqlite,
    "package": write_package,
}
