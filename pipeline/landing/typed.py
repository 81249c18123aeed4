"""The tables of files whose columns have types, as texts: Stata files and Parquet."""

import glob
import io
import tempfile
from typing import Any

import duckdb
import pandas as pd

from pipeline.landing.cells import number_text
from pipeline.landing.decoding import is_chinese
from pipeline.landing.files import MAX_BYTES, MAX_ROWS, too_large
from pipeline.landing.mapping import Mapping, names_of
from pipeline.landing.raw import RawTable, TableError, kept_columns


def stata_tables(
    data: bytes, name: str, mapping: Mapping, known: frozenset[str]
) -> list[RawTable]:
    """Return the table of a Stata file; labels in place of the numbers that they are for.

    Before version 14 a file does not say its encoding: it is told as that of a text file.
    """
    try:
        frame = pd.read_stata(io.BytesIO(data), convert_dates=False)
    except ValueError:
        # Labels that are not one to one stay numbers.
        try:
            frame = pd.read_stata(
                io.BytesIO(data), convert_dates=False, convert_categoricals=False
            )
        except Exception as error:
            raise TableError(
                None, None, f"cannot be read as a Stata file: {error}"
            ) from None
    except Exception as error:
        raise TableError(
            None, None, f"cannot be read as a Stata file: {error}"
        ) from None
    version = data[0] if data[:1] != b"<" else int(data[28:31])
    texts = [list(map(value_text, frame[column])) for column in frame]
    notes = []
    if version < 118:
        joined = "\n".join(cell for column in texts for cell in column)
        encoding = mapping.encoding
        if not joined.isascii() and not encoding:
            if not is_chinese(joined.encode("latin-1", "replace"), known):
                raise TableError(
                    None, None,
                    "a Stata file of before version 14 does not say its encoding: say "
                    f"`encoding:` in {mapping.name} (docs/landing.md)",
                )  # fmt: skip
            encoding = "gb18030"
        if encoding and not joined.isascii():
            notes.append(f"read as {encoding}")
            texts = [
                [cell.encode("latin-1", "replace").decode(encoding, "replace")
                 for cell in column]
                for column in texts
            ]  # fmt: skip
    rows = [list(row) for row in zip(*texts, strict=True)]
    raw = RawTable(
        name, names_of(map(str, frame.columns), mapping.tables[0]), rows,
        range(1, len(rows) + 1),
        table=mapping.tables[0],
    )  # fmt: skip
    return [without_numbers(raw, notes)]


def value_text(value: Any) -> str:
    """Return a value of a data frame as text, nothing for a missing one."""
    if value is None or value != value or type(value).__name__ == "NAType":
        return ""
    return number_text(value.item() if hasattr(value, "item") else value)


def without_numbers(raw: RawTable, notes: list[str]) -> RawTable:
    """Return a table of typed columns without a column of row numbers."""
    kept = kept_columns(raw.columns, raw.rows, notes)
    if len(kept) < len(raw.columns):
        raw.rows = [[row[i] for i in kept] for row in raw.rows]
        raw.columns = [raw.columns[i] for i in kept]
    raw.notes += notes
    return raw


def parquet_table(
    data: bytes, name: str, mapping: Mapping
) -> tuple[RawTable, dict[str, str]]:
    """Return the table of a Parquet file, and the types of its columns.

    Raises:
        TableError: it is no Parquet file, or has more than is read cell by cell.

    """
    try:
        # DuckDB reads the bytes that were hashed, from a copy that nobody else writes.
        with (
            tempfile.NamedTemporaryFile(suffix=".parquet") as copy,
            duckdb.connect(config={"memory_limit": "2GB"}) as connection,
        ):
            copy.write(data)
            copy.flush()
            relation = connection.read_parquet(
                glob.escape(copy.name), hive_partitioning=False
            )
            types = dict(zip(relation.columns, map(str, relation.types), strict=True))
            ((n_rows,),) = relation.count("*").fetchall()
            if n_rows > MAX_ROWS:
                raise TableError(None, None, too_large(n_rows, MAX_ROWS, "rows"))
            texts = [
                f"coalesce(cast({quoted(column)} as varchar), '')" for column in types
            ]
            # Measured where they are: a file of few bytes can hold long texts.
            lengths = " + ".join(f"strlen({text})" for text in texts)
            ((n_bytes,),) = relation.sum(lengths).fetchall()
            if n_bytes and n_bytes > MAX_BYTES:
                raise TableError(
                    None, None, too_large(n_bytes, MAX_BYTES, "bytes of text")
                )
            rows = relation.project(", ".join(texts)).fetchall()
    except duckdb.Error as error:
        said = str(error).replace(copy.name, name)
        raise TableError(None, None, f"cannot be read as Parquet: {said}") from None
    names = names_of(types, mapping.tables[0])
    raw = RawTable(
        name, names, list(map(list, rows)), range(1, len(rows) + 1),
        table=mapping.tables[0],
    )  # fmt: skip
    named = dict(zip(names, types.values(), strict=True))
    return without_numbers(raw, []), named


def quoted(column: str) -> str:
    """Return the name of a column as SQL."""
    return '"' + column.replace('"', '""') + '"'
