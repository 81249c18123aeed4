"""The tables of a landing file as texts: CSV, workbooks, Stata files and Parquet alike.

What a spreadsheet or a program leaves around a table is taken away here and said: rows and
columns without anything in them, a column of row numbers, spaces around cells.
"""

import csv
import io
import re
import zipfile
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.landing.cells import cell_text
from pipeline.landing.decoding import Decoded
from pipeline.landing.mapping import Mapping, TableMapping, loose, names_of, plain
from pipeline.landing.problem import counted

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MAX_LINE = 100_000
# Sheets of a workbook that `pipeline template` wrote, for the person who fills it in.
NO_TABLES = ("read me", "lists")


class TableError(ValueError):
    """A table that cannot be read: where, what is there, what was expected."""

    def __init__(self, row: int | None, value: str | None, rule: str) -> None:
        """Keep the place and the rule."""
        self.row, self.value, self.rule = row, value, rule
        super().__init__(rule)


@dataclass
class RawTable:
    """A table as it stands in a file, every cell a text.

    Args:
        file: its name in messages, a workbook's with the sheet.
        columns: names of columns.
        rows: its cells.
        numbers: the row of each, as a spreadsheet counts.
        sheet: its sheet, where it is of a workbook.
        notes: what was passed over.
        table: what its mapping says of it.
        faults: row, text and rule of rows that are no rows of it, empty here.

    """

    file: str
    columns: list[str]
    rows: list[list[str]]
    numbers: Sequence[int]
    sheet: str = ""
    notes: list[str] = field(default_factory=list)
    table: TableMapping = field(default_factory=TableMapping)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def csv_tables(decoded: Decoded, name: str, mapping: Mapping) -> list[RawTable]:
    """Return the tables of a CSV file: one, or those that its mapping names."""
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        rule = "a page of the web, expected a table; download the table itself"
        raise TableError(1, text.strip()[:40], rule)
    lines = text.split("\n")
    longest = max(lines, key=len)
    if len(longest) > MAX_LINE:
        raise TableError(
            lines.index(longest) + 1, longest[:40] + "...",
            f"the line has {len(longest)} characters, expected at most {MAX_LINE}",
        )  # fmt: skip
    notes = [decoded.said] if decoded.said else []
    first, _, rest = text.partition("\n")
    separator = mapping.separator
    if re.fullmatch(r"sep=.\s*", first):
        # A spreadsheet obeys this line and does not count it.
        separator, text = separator or first[4], rest
    if not separator:
        separator = separator_of(
            text.split("\n")[max(mapping.tables[0].header_row, default=1) - 1 :]
        )
    if separator != ",":
        notes.append(f"cells separated by {SEPARATORS.get(separator, separator)}")
    reader = csv.reader(io.StringIO(text), strict=True, delimiter=separator)
    cells, numbers = [], []
    try:
        for row in reader:
            cells.append(row)
            numbers.append(reader.line_num)
    except csv.Error as error:
        raise TableError(
            reader.line_num, None,
            f"not a CSV file: {error}; expected commas between cells and double quotes "
            "around cells that contain commas",
        ) from None  # fmt: skip
    return [
        tidied(name, cells, numbers, table, notes=list(notes))
        for table in mapping.tables
    ]


def separator_of(lines: list[str]) -> str:
    """Return the separator of a table: the one that cuts its first lines alike."""
    begun = [line for line in lines[:40] if line.strip()][:20]
    cut = {}
    for separator in SEPARATORS:
        try:
            counts = [len(row) for row in csv.reader(begun, delimiter=separator)]
        except csv.Error:
            continue
        n_cells = counts[0] if counts else 1
        # A decimal comma cuts the lines of figures and not the first.
        n_other = sum(n != n_cells for n in counts)
        cut[separator] = (n_cells > 1, -n_other, n_cells)
    return max(cut, key=lambda separator: cut[separator], default=",")


def tidied(
    file: str,
    cells: list[list[str]],
    numbers: Sequence[int],
    table: TableMapping,
    sheet: str = "",
    notes: Iterable[str] = (),
) -> RawTable:
    """Return a table from all cells of a sheet, with what was passed over.

    Args:
        file: its name in messages.
        cells: rows of texts, of any length.
        numbers: the row of each in the file.
        table: what the mapping says of it.
        sheet: its sheet.
        notes: what is to be said already.

    Raises:
        TableError: it has no header.

    """
    said = list(notes)
    header_row = table.header_row or first_filled(cells, numbers)
    last_header = max(header_row)
    n_headers = bisect(numbers, last_header)
    at = dict(zip(numbers[:n_headers], cells, strict=False))
    headers = [at.get(number, []) for number in header_row]
    width = max(map(len, headers), default=0)
    columns = names_of(joined_headers(headers, width), table)
    end = None if table.last_row is None else bisect(numbers, table.last_row)
    in_body = slice(n_headers, end)
    body = list(zip(numbers[in_body], cells[in_body], strict=True))
    if not any(columns):
        raise TableError(last_header, None, "expected the names of columns in this row")
    filled = [
        (n, row) for n, row in body if (row and row[0].strip()) or "".join(row).strip()
    ]
    if len(filled) < len(body) and body[-1][0] != body[-2:][0][0]:
        said.append(f"{counted(len(body) - len(filled), 'empty row')} passed over")
    rows, faults = [row for _, row in filled], []
    for i, (number, row) in enumerate(filled):
        if len(row) == width:
            continue
        while len(row) > width and not row[-1].strip():
            row = row[:-1]
        if len(row) != width and not sheet:
            n_named = len(list(filter(None, columns)))
            rule = (
                f"the row has {len(row)} cells, expected {n_named} "
                f"[{', '.join(filter(None, columns))}]"
            )
            if len(row) < width:
                rule += (
                    "; a note below the table? `last_row` in a file beside it ends it"
                )
            faults.append((number, ",".join(row), rule))
            row = [""] * width
        rows[i] = [*row, *[""] * (width - len(row))]
    kept = kept_columns(columns, rows, said)
    return RawTable(
        file,
        [columns[i] for i in kept],
        rows if len(kept) == width else [[row[i] for i in kept] for row in rows],
        [number for number, _ in filled],
        sheet,
        said,
        replace(table, header_row=header_row),
        faults,
    )


def first_filled(cells: list[list[str]], numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the row of the names of columns where nothing says it: the first filled."""
    filled = (n for n, row in zip(numbers, cells, strict=True) if "".join(row).strip())
    return (next(filled, 1),)


def joined_headers(headers: list[list[str]], width: int) -> list[str]:
    """Return the names of columns: of several rows, with a slash between.

    In all rows but the last an empty cell is one with its left neighbour, unless a cell
    above it begins another name.
    """
    levels: list[list[str]] = []
    begun: set[int] = set()
    for level, row in enumerate(headers):
        row = [*row, *[""] * (width - len(row))]
        begun |= {i for i, cell in enumerate(row) if cell.strip()}
        if level < len(headers) - 1:
            for i in set(range(1, width)) - begun:
                row[i] = row[i - 1]
        levels.append(row)
    return [
        " / ".join(dict.fromkeys(plain(c) for c in names if c.strip()))
        for names in zip(*levels, strict=True)
    ]


def kept_columns(
    columns: list[str], rows: list[list[str]], said: list[str]
) -> list[int]:
    """Return the columns that are read: not the empty ones, nor a column of row numbers."""
    kept = []
    n_empty = 0
    for i, name in enumerate(columns):
        if not name and not any(row[i].strip() for row in rows):
            n_empty += 1
        elif is_row_number(name, [row[i] for row in rows]):
            said.append("a column of row numbers passed over")
        else:
            kept.append(i)
    if n_empty:
        said.append(f"{counted(n_empty, 'empty column')} passed over")
    return kept


def is_row_number(name: str, cells: list[str]) -> bool:
    """Whether a column counts the rows, as R and pandas write it: from 0 or 1 on.

    Of rows that were chosen from others, the name that pandas gives its index tells.
    """
    if name not in ("", "Unnamed: 0", "__index_level_0__", "rownames", "index"):
        return False
    if name == "__index_level_0__" and all(cell.isdecimal() for cell in cells):
        return True
    return any(
        cells == [str(n) for n in range(first, first + len(cells))] for first in (0, 1)
    )


def workbook_tables(
    data: bytes, name: str, mapping: Mapping, reference: list[str]
) -> tuple[list[RawTable], list[str]]:
    """Return the tables of a workbook, and what is said of the other sheets.

    Args:
        data: its bytes.
        name: its name in messages.
        mapping: what stands beside it; where it names sheets, others are not read.
        reference: names of reference tables, whose sheets are read all the same.

    Raises:
        TableError: it is no workbook, or holds a formula whose result is not stored.

    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (
        zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError,
        AttributeError,
    ) as error:  # fmt: skip
        is_ole = data.startswith(b"\xd0\xcf\x11\xe0")
        rule = (
            "an .xls workbook, or one with a password: save it as .xlsx without one"
            if is_ole
            else f"cannot be read as a workbook: {error}; save it as .xlsx"
        )
        raise TableError(None, None, rule) from None
    tables, notes = [], []
    known = {plain(sheet.title) for sheet in book.worksheets}
    for table in mapping.tables:
        if table.sheet and loose(table.sheet) not in map(loose, known):
            raise TableError(
                None, table.sheet, f"no such sheet, expected of [{', '.join(known)}]"
            )
    formulas = None
    for sheet in book.worksheets:
        of_sheet = [
            t
            for t in mapping.tables
            if not t.sheet or loose(t.sheet) == loose(sheet.title)
        ]
        if sheet.sheet_state != "visible" and not any(t.sheet for t in of_sheet):
            notes.append(f"sheet {sheet.title}: hidden, not read")
            continue
        cells = [[cell_text(cell) for cell in row] for row in sheet.iter_rows()]
        while cells and not any(cell.strip() for cell in cells[-1]):
            cells.pop()
        if not cells:
            notes.append(f"sheet {sheet.title}: empty, passed over")
            continue
        if has_formulas(data):
            formulas = formulas or openpyxl.load_workbook(
                io.BytesIO(data), read_only=True
            )
            stop_on_formulas(formulas[sheet.title], cells)
        is_named = any(table.sheet for table in mapping.tables)
        if plain(sheet.title).lower() in NO_TABLES or (
            is_named and not of_sheet and plain(sheet.title) not in reference
        ):
            notes.append(f"sheet {sheet.title}: not read")
            continue
        for table in of_sheet or [TableMapping()]:
            raw = tidied(
                f"{name} [{sheet.title}]", cells, range(1, len(cells) + 1), table,
                plain(sheet.title),
            )  # fmt: skip
            tables.append(raw)
    return tables, notes


def has_formulas(data: bytes) -> bool:
    """Whether a workbook has a formula anywhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return any(
            re.search(rb"<f[ >/]", book.read(part))
            for part in book.namelist()
            if part.startswith("xl/worksheets/")
        )


def stop_on_formulas(sheet: Any, cells: list[list[str]]) -> None:
    """Raise where a formula has no result: it would be read as an empty cell."""
    for number, row in enumerate(sheet.iter_rows(max_row=len(cells)), start=1):
        for i, cell in enumerate(row):
            is_formula = cell.data_type == "f" if hasattr(cell, "data_type") else False
            if is_formula and not (i < len(cells[number - 1]) and cells[number - 1][i]):
                raise TableError(
                    number, str(cell.value),
                    "a formula whose result is not stored: open the workbook in a "
                    "spreadsheet program, save it, and land that",
                )  # fmt: skip
