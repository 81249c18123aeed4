"""The CSV files of the seeds, strictly: a file is what its schema says or a problem."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from pipeline.landing.files import (
    MAX_LINE,
    MAX_ROWS,
    Inputs,
    read_bytes,
    relative,
    too_large,
)
from pipeline.landing.problem import Problem
from pipeline.landing.schemas import LANDING_VALUES, Schema
from pipeline.paths import Paths


def add_table(inputs: Inputs, paths: Paths, path: Path, schema: Schema) -> None:
    """Read the CSV file of a seed and add its rows to the table of its schema."""
    inputs.files.append(path)
    name = relative(paths, path)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    data = read_bytes(inputs, path, name)
    for item in read_csv(data, name, schema) if data is not None else ():
        (problems if isinstance(item, Problem) else rows).append(item)  # type: ignore[arg-type]
    inputs.problems.extend(problems)
    append_rows(inputs, schema, rows)


def append_rows(
    inputs: Inputs, schema: Schema, rows: Sequence[Sequence[object]]
) -> None:
    """Append rows (file, row number, then the columns) to the table of a schema."""
    frame = pd.DataFrame(rows, columns=["file", "row", *schema.columns], dtype=object)
    if schema.name in inputs.tables:
        frame = pd.concat([inputs.tables[schema.name], frame], ignore_index=True)
    inputs.tables[schema.name] = frame


def read_csv(data: bytes, name: str, schema: Schema) -> Iterator[list | Problem]:
    """Yield the rows of a file as texts, each with file and row number, and problems.

    Row 1 is the header, as a spreadsheet counts.
    """
    problem = encoding_problem(data, name)
    if problem:
        yield problem
        return
    if data.count(b"\n") > MAX_ROWS:
        rule = too_large(data.count(b"\n"), MAX_ROWS, "lines")
        yield Problem(name, None, None, None, rule)
        return
    text = data.decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            yield Problem(
                name, number, None, line[:40] + "...",
                f"the line has {len(line)} characters, expected at most {MAX_LINE}",
            )  # fmt: skip
            return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        given = list(schema.columns)
        problem = header_problem(header, name, schema)
        if problem:
            yield problem
            return
        n_rows = 0
        for cells in reader:
            n_rows += 1
            if len(cells) != len(given):
                yield Problem(
                    name, reader.line_num, None, ",".join(cells),
                    f"the row has {len(cells)} cells, expected {len(given)} "
                    f"[{', '.join(given)}]",
                )  # fmt: skip
                continue
            yield [name, reader.line_num, *cells]
        if n_rows == 0:
            yield Problem(name, 1, None, None, "the file has a header and no rows")
    except csv.Error as error:
        yield Problem(
            name, reader.line_num, None, None,
            f"not a CSV file: {error}; expected commas between cells and double quotes "
            "around cells that contain commas",
        )  # fmt: skip


def encoding_problem(data: bytes, name: str) -> Problem | None:
    """Return what is wrong with the bytes of a file, or None."""
    if not data.strip():
        return Problem(name, None, None, None, "the file is empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(name, 1, None, None, "encoded as UTF-16, expected UTF-8")
    if data[:3] == b"\xef\xbb\xbf":
        return Problem(
            name, 1, None, None,
            "begins with a byte order mark, expected UTF-8 without one",
        )  # fmt: skip
    if b"\0" in data:
        row = data[: data.index(b"\0")].count(b"\n") + 1
        return Problem(
            name, row, None, None, "contains a NUL byte, expected UTF-8 text"
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        line = data.split(b"\n")[row - 1]
        try:
            shown, guess = line.decode("gb18030"), " (it reads as GBK)"
        except UnicodeDecodeError:
            shown, guess = line.decode("utf-8", "replace"), ""
        return Problem(name, row, None, shown, f"not UTF-8{guess}, expected UTF-8")
    if b"\r" in data.replace(b"\r\n", b""):
        return Problem(
            name, None, None, None,
            "lines end with a bare carriage return, expected line feeds",
        )  # fmt: skip
    if 0 < data.count(b"\r\n") < data.count(b"\n"):
        is_crlf = [line.endswith(b"\r") for line in data.split(b"\n")]
        row = is_crlf.index(not is_crlf[0]) + 1
        return Problem(
            name, row, None, None,
            "the line ends otherwise than the first, expected all with a line feed or all "
            "with carriage return and line feed",
        )  # fmt: skip
    return None


def header_problem(
    header: list[str], name: str, schema: Schema, row: int = 1
) -> Problem | None:
    """Return what is wrong with the header of a file, which stands in a row, or None."""
    expected = list(schema.columns)
    if header == expected:
        return None
    for delimiter, title in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and delimiter in header[0]:
            return Problem(
                name,
                row,
                None,
                header[0],
                f"cells are separated by {title}, expected commas",
            )
    repeated = sorted({c for c in header if c.strip() and header.count(c) > 1})
    may_lack = ("flag",) if schema.name == LANDING_VALUES else ()
    missing = [c for c in expected if c not in (*header, *may_lack)]
    extra = [c for c in header if c not in expected and c.strip()]
    parts = []
    n_unnamed = sum(not c.strip() for c in header)
    if n_unnamed:
        parts.append(
            f"{n_unnamed} column{'s' if n_unnamed > 1 else ''} without a name (commas at "
            "the end of the line, or an empty cell in it)"
        )
    if repeated:
        parts.append(f"repeated columns [{', '.join(repeated)}]")
    if missing:
        parts.append(f"missing columns [{', '.join(missing)}]")
    if extra:
        parts.append(f"unknown columns [{', '.join(extra)}]")
    found = "; ".join(parts) or "columns in another order"
    first = (extra or missing or repeated or header)[0]
    rule = f"{found}; expected [{', '.join(expected)}]"
    if schema.name == LANDING_VALUES:
        if missing and len(extra) > 1:
            rule += (
                ". Is the file wide, a column for each year or variable? Then turn it "
                "into a row for each city, year and variable (a spreadsheet's unpivot, "
                "melt in pandas, pivot_longer in R)"
            )
        if missing or extra:
            rule += (
                ". Or say what its columns are in a file that has its name and ends in "
                ".yml"
            )
        rule += "; see docs/landing.md"
    return Problem(name, row, first, ",".join(header), rule)


def read_rows(seed: Path) -> list[list[str]]:
    """Return the rows of a seed, its header first."""
    with seed.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
