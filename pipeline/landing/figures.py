"""The figures of a landing file: of a tidy table, or of another shape by its mapping.

A row for each city, year and variable comes out, in the columns of a landing file. What is
changed on the way is said: cells without a figure are left out, units that the project
knows are brought to the unit of the variable, codes of before and names become codes.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pandas as pd

from pipeline.landing.cells import (
    NUMBER,
    cleaned,
    narrow,
    number,
    without_marks,
    year_text,
)
from pipeline.landing.known import Known
from pipeline.landing.mapping import FIELDS, TableMapping, fitted, loose, plain
from pipeline.landing.problem import counted, shown
from pipeline.landing.raw import RawTable

YEAR_NAME = re.compile(r"(?:.*\D)?((?:19|20)[0-9]{2})(?:\D*)")
A_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
NEEDED = ("city_id", "year", "variable_id", "unit", "source_id")


class ShapeError(ValueError):
    """A table that is not of the shape that its mapping says, or that a tidy one has."""

    def __init__(
        self, row: int | None, column: str, value: str | None, rule: str
    ) -> None:
        """Keep the place and the rule."""
        self.row, self.column, self.value, self.rule = row, column, value, rule
        super().__init__(rule)


@dataclass
class Figures:
    """Figures of one table, with what was done to them.

    Args:
        frame: file, row, the column of the figure in a table of another shape, and the
            columns of a landing file.
        notes: what was left out or changed.
        problems: row, column, value and rule of what stops.
        own: the columns of a landing file that have a name of their own in the table.

    """

    frame: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    problems: list[tuple[int | None, str, str | None, str]] = field(
        default_factory=list
    )
    own: dict[str, str] = field(default_factory=dict)


def figures_of(
    raw: RawTable,
    table: TableMapping,
    known: Known,
    region: str = "",
    folders: dict[str, str] | None = None,
) -> Figures:
    """Return the figures of a table.

    Args:
        raw: the table, tidy where the mapping says nothing of its columns.
        table: what its mapping says.
        known: what figures refer to.
        region: the folder that it lies in: its own places go before others.
        folders: columns that folders name, with their values.

    Raises:
        ShapeError: the mapping does not fit the table.

    """
    table = fitted(raw.columns, table) if table.is_of_figures else table
    frame = melted(raw, table) if table.is_of_figures else tidy(raw)
    found = Figures(frame, list(raw.notes))
    found.own = {f: c for f, c in table.fields.items() if c in raw.columns}
    for column, value in (folders or {}).items():
        fill_from_folder(found, column, value)
    for column in FIELDS:
        clean_column(found, column, table)
    leave_out_empty(found)
    if found.frame.empty:
        return found
    numbers(found, table)
    places(found, known, table, region)
    if not found.frame.empty:
        units(found, known)
    return found


def filled_down(raw: RawTable, columns: Iterable[str]) -> None:
    """Write what stands above into the empty cells of columns, as merged cells mean it."""
    for i in [raw.columns.index(c) for c in columns]:
        above = ""
        for row in raw.rows:
            above = row[i] = row[i] if row[i].strip() else above


def tidy(raw: RawTable) -> pd.DataFrame:
    """Return a table that has the columns of a landing file, in their order."""
    frame = pd.DataFrame(raw.rows, columns=raw.columns, dtype=object)
    for column in FIELDS:
        if column not in frame:
            frame[column] = ""
    frame = frame[list(FIELDS)]
    frame.insert(0, "value_column", "")
    frame.insert(0, "row", list(raw.numbers))
    frame.insert(0, "file", raw.file)
    return frame


def melted(raw: RawTable, table: TableMapping) -> pd.DataFrame:
    """Return a row for each row and column of figures of a table of another shape."""
    place = table.fields.get("city_id", "")
    check_columns(raw, table, place)
    at = {name: i for i, name in enumerate(raw.columns)}
    filled_down(raw, table.fill_down)
    left_out = {loose(text) for text in table.leave_out}
    kept = [
        (number, row)
        for number, row in zip(raw.numbers, raw.rows, strict=True)
        if all(plain(row[at[c]]) in texts for c, texts in table.only.items())
    ]
    if n_other := len(raw.rows) - len(kept):
        raw.notes.append(
            f"{counted(n_other, 'row')} left out, which `only` does not name"
        )
    if place in at:
        spoken = [
            (n, r)
            for n, r in kept
            if loose(without_marks(r[at[place]], table)) not in left_out
        ]
        if n_left := len(kept) - len(spoken):
            raw.notes.append(
                f"{counted(n_left, 'row')} left out, of no place: `leave_out`"
            )
        kept = spoken
    parts = []
    read = {plain(c) for c in table.only}
    for column, own in value_columns(raw, table).items():
        what = {**table.fields, **own, "value": column}
        part = {"file": raw.file, "row": [number for number, _ in kept]}
        part["value_column"] = column
        for name in FIELDS:
            said = what.get(name, "")
            # A column of figures has no other field: beds are in beds, gdp is of gdp.
            is_column = name == "value" or (
                said in at and said != column and name not in own
            )
            part[name] = [row[at[said]] for _, row in kept] if is_column else said
            read |= {said} if is_column else set()
        parts.append(pd.DataFrame(part, dtype=object))
    if unread := [c for c in raw.columns if c and c not in read]:
        raw.notes.append(f"columns not read: {shown(unread)}")
    order = ["file", "row", "value_column", *FIELDS]
    return pd.concat(parts, ignore_index=True)[order].sort_values(
        "row", kind="stable", ignore_index=True
    )


def check_columns(raw: RawTable, table: TableMapping, place: str) -> None:
    """Raise where the mapping names a column that is not there, or says too little."""
    names = Counter(raw.columns)
    columns = value_columns(raw, table)
    needed = [*columns, *table.only, *table.fill_down]
    needed += [c for f, c in table.fields.items() if f == "city_id" or c in names]
    for name in needed:
        if names[name] != 1:
            rule = (
                "no column of this name" if not names[name] else "several columns of it"
            )
            if name == place:
                rule += " (`city_id` names the column of codes or names)"
            raise ShapeError(
                None, name, None,
                f"{rule}, expected one of [{', '.join(filter(None, raw.columns))}]; is "
                "`header_row` the row of the names?",
            )  # fmt: skip
    for name, own in columns.items():
        lacking = [c for c in NEEDED if not {**table.fields, **own}.get(c)]
        if lacking:
            raise ShapeError(
                None, name, None,
                f"the mapping does not say [{', '.join(lacking)}] of it, as a column's "
                "name or as what it is in every row",
            )  # fmt: skip


def value_columns(raw: RawTable, table: TableMapping) -> dict[str, dict[str, str]]:
    """Return the columns that hold figures, with what each is of."""
    columns = dict(table.columns)
    if table.years:
        named = {c: year for c in raw.columns if (year := year_of(c))}
        wanted = set(table.years)
        for column, year in named.items():
            if column not in columns and ("all" in wanted or year in wanted):
                columns[column] = {"year": year}
        if lacking := wanted - {"all", *named.values()}:
            raise ShapeError(
                None, "", None,
                f"no column of the years [{', '.join(sorted(lacking))}], found years "
                f"[{', '.join(named.values())}]",
            )  # fmt: skip
        years = [c for c in columns if "year" in columns[c]]
        twice = [
            y for y, n in Counter(columns[c]["year"] for c in years).items() if n > 1
        ]
        if "all" in wanted and twice and not table.columns:
            raise ShapeError(
                None, "", None,
                f"several columns of the year {twice[0]}: name each under `columns`",
            )  # fmt: skip
    if "value" in table.fields:
        columns[table.fields["value"]] = {}
    if not columns:
        rule = (
            f"no column is named like a year [{', '.join(filter(None, raw.columns))}]: "
            "name each under `columns`, such as `2019/20: {year: 2020}`"
            if table.years
            else "the mapping names no column of figures: expected `columns`, `years` or "
            "`value`"
        )
        raise ShapeError(None, "", None, rule)
    return columns


def year_of(name: str) -> str:
    """Return the year that a column is named like, of several rows the last that has one.

    A change between two years is of neither.
    """
    found = YEAR_NAME.fullmatch(year_text(name))
    levels = [years for level in name.split(" / ") if (years := A_YEAR.findall(level))]
    is_of_two = levels and len(set(levels[-1])) > 1
    return found[1] if found and not is_of_two else ""


def fill_from_folder(found: Figures, column: str, value: str) -> None:
    """Fill a column from the name of a folder; where it says otherwise, that stops."""
    own = found.frame[column]
    differs = (own != "") & (own != value)
    for row, text in list(zip(found.frame["row"][differs], own[differs], strict=True))[
        :20
    ]:
        rule = f"expected {value}, as the folder says, or another folder"
        found.problems.append((row, column, text, rule))
    found.frame[column] = value


def clean_column(found: Figures, column: str, table: TableMapping) -> None:
    """Take from cells what a spreadsheet puts around them, and translate them."""
    before = found.frame[column].tolist()
    written = {text: cleaned(text) for text in set(before)}
    translated = table.translate.get(column, {})
    if translated:
        written = {t: translated.get(plain(new), new) for t, new in written.items()}
    if column in ("value", "flag"):
        written = {t: "" if new in table.missing else new for t, new in written.items()}
    if column == "year":
        written = {
            t: year_text(without_marks(new, table)) for t, new in written.items()
        }
    # One object for each text, however often it stands there.
    found.frame[column] = as_they_are([written[text] for text in before])
    if all(t == new for t, new in written.items()):
        return
    if not translated and column != "value" and not table.is_of_figures:
        n = sum(written[text] != text for text in before)
        found.notes.append(
            f"spaces and signs taken from {counted(n, 'cell')} of {column}"
        )


def as_they_are(texts: list[str]) -> pd.Series:
    """Return a column of texts that pandas neither looks into nor copies."""
    return pd.Series(texts, dtype=object)


def leave_out_empty(found: Figures) -> None:
    """Leave out the rows without a figure."""
    empty = found.frame["value"] == ""
    if n := int(empty.sum()):
        first = found.frame["row"][empty].iloc[0]
        found.notes.append(
            f"{counted(n, 'cell')} without a figure left out, the first in row {first}"
        )
        found.frame = found.frame[~empty].reset_index(drop=True)


def numbers(found: Figures, table: TableMapping) -> None:
    """Write numbers as the gate reads them; what is none stays as it is."""
    n_marked = n_wide = 0
    is_plain = not table.thousands and table.decimal == "."
    values = found.frame["value"].tolist()
    for i, text in enumerate(values):
        if is_plain and NUMBER.fullmatch(text):
            continue
        narrowed = narrow(text)
        values[i] = number(narrowed, table)
        n_wide += narrowed != text
        if table.marks and not NUMBER.fullmatch(values[i]):
            bare = without_marks(narrowed, table)
            n_marked += bare != narrowed
            values[i] = number(bare, table)
    found.frame["value"] = as_they_are(values)
    if n_marked:
        found.notes.append(f"marks taken from {counted(n_marked, 'figure')}")
    if n_wide:
        found.notes.append(f"{counted(n_wide, 'figure')} in other digits than 0 to 9")


def places(found: Figures, known: Known, table: TableMapping, region: str) -> None:
    """Write the code of each place."""
    by_name = table.is_of_figures
    codes: dict[str, str | None] = {}
    given = found.frame["city_id"].tolist()
    for text in dict.fromkeys(given):
        codes[text] = known.code(text, region, by_name=by_name)
        if codes[text] is None and by_name:
            bare = without_marks(plain(text), table)
            codes[text] = known.code(bare, region, by_name=True)
    changed = [t for t, code in codes.items() if code and code != t]
    is_code = re.compile(r"[0-9]+(\.0+)?").fullmatch
    if other := [
        t for t in changed
        if t in known.aliases or is_code(narrow(t)) or known.is_short(t)
    ]:  # fmt: skip
        pairs = [f"{t} as {codes[t]}" for t in other]
        found.notes.append(f"other codes and names of a place: {shown(pairs)}")
    if n_named := len(changed) - len(other):
        found.notes.append(f"{counted(n_named, 'place')} found by name")
    if by_name:
        n_rows = Counter(given)
        for text in [t for t, code in codes.items() if code is None]:
            row = found.frame["row"].iloc[given.index(text)]
            rule = unknown_place(text, known)
            if not text and row - 1 == max(table.header_row, default=0):
                rows = ", ".join(map(str, [*table.header_row, row]))
                rule += f"; `header_row: [{rows}]` where this row names columns too"
            rule += f"; {counted(n_rows[text], 'figure')}, the first this"
            found.problems.append((row, "city_id", text, rule))
    if changed:
        found.frame["city_id"] = as_they_are([codes[t] or t for t in given])
    if by_name and None in codes.values():
        is_known = [codes[t] is not None for t in given]
        found.frame = found.frame[is_known].reset_index(drop=True)


def unknown_place(text: str, known: Known) -> str:
    """Return what is expected of a place that is not known."""
    spelt = loose(text)
    several = set().union(
        *known.names.get(spelt, {}).values(), *known.short.get(spelt, {}).values()
    )
    if not text:
        return (
            "no place: `leave_out: ['']` in the mapping where the row is a total, "
            "`fill_down` and the column's name where an empty cell means the one above, "
            "`last_row` below the table"
        )
    if len(several) > 1:
        codes = ", ".join(sorted(several))
        return f"several places have this name [{codes}]: expected a code"
    return (
        "expected the code or name of a place of cities.csv, another of its names in "
        "city_aliases.csv, or `leave_out` in the mapping where it is no place, `marks` "
        "where a footnote stands behind it"
    )


def units(found: Figures, known: Known) -> None:
    """Bring figures in another known unit to that of their variable."""
    frame = found.frame
    given, variables, years, values = (
        frame[column].tolist() for column in ("unit", "variable_id", "year", "value")
    )
    ids = {
        u: u if u in known.units else known.unit_names.get(plain(u), u)
        for u in set(given)
    }
    written = [ids[u] for u in given]
    target = [known.unit_of.get(variable) for variable in variables]
    if given == target and not any(text.endswith("%") for text in values):
        return
    for i, (text, unit) in enumerate(zip(values, written, strict=True)):
        to = target[i]
        if unit == to and not text.endswith("%"):
            continue
        if text.endswith("%"):
            own = known.units.get(unit)
            if own and own.quantity == "number" and own.factor == Decimal("0.01"):
                values[i] = text = text[:-1].rstrip()
        factor = known.factor(unit, variables[i], years[i])
        if unit == to or to is None or factor is None:
            continue
        try:
            # The first fifteen digits, as a spreadsheet counts.
            values[i] = f"{(Decimal(text) * factor).normalize():.15g}"
        except InvalidOperation:
            continue
        if "e" in values[i].lower():
            values[i] = repr(float(values[i]))
        written[i] = to
    frame["value"], frame["unit"] = as_they_are(values), as_they_are(written)
    for (unit, to), n in sorted(Counter(zip(given, written, strict=True)).items()):
        if unit != to:
            found.notes.append(f"{counted(n, 'figure')} in {unit} brought to {to}")
