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

from pipeline.landing.mapping import FIELDS, TableMapping, plain
from pipeline.landing.problem import counted
from pipeline.landing.raw import RawTable

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LOOSE = re.compile(r"[-+−]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
YEAR_NAME = re.compile(r"(?:.*\D)?((?:19|20)[0-9]{2})(?:\D*)")
# Around a code or number: spaces of any width, marks of the order of bytes.
AROUND = "\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000 \t\r\n\x0b\x0c\u2007\u202f"
NEEDED = ("city_id", "year", "variable_id", "unit", "source_id")
SHOWN = 3


class ShapeError(ValueError):
    """A table that is not of the shape that its mapping says, or that a tidy one has."""

    def __init__(
        self, row: int | None, column: str, value: str | None, rule: str
    ) -> None:
        """Keep the place and the rule."""
        self.row, self.column, self.value, self.rule = row, column, value, rule
        super().__init__(rule)


@dataclass(frozen=True)
class Unit:
    """A unit of units.csv."""

    unit: str
    quantity: str
    per_quantity: str
    factor: Decimal


@dataclass
class Known:
    """What figures refer to: places, units and rates, of the seeds and of what landed.

    Args:
        codes: the codes of places.
        aliases: other codes and names of a place, each with the region that says it.
        names: names of places, each with regions and codes.
        units: units by their id.
        unit_names: ids of units by their names in either language.
        unit_of: the unit of each variable.
        rates: yuan per dollar by year.

    """

    codes: set[str] = field(default_factory=set)
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    unit_of: dict[str, str] = field(default_factory=dict)
    rates: dict[str, Decimal] = field(default_factory=dict)

    def code(self, text: str, region: str, *, by_name: bool) -> str | None:
        """Return the code of a place; None where no one place has the text.

        Args:
            text: a code, a code of before, or a name.
            region: the region that says it: its own places go before others.
            by_name: whether it may be a name.

        """
        if text in self.codes:
            return text
        for known in (self.aliases, self.names) if by_name else (self.aliases,):
            found = known.get(text, {})
            if region in found:
                return found[region] or None
            if len(set(found.values())) == 1:
                return next(iter(found.values())) or None
        return None

    def factor(self, unit: str, variable: str, year: str) -> Decimal | None:
        """Return what brings a figure to the unit of its variable; None if nothing does."""
        own, target = (
            self.units.get(unit),
            self.units.get(self.unit_of.get(variable, "")),
        )
        if not own or not target or own.per_quantity != target.per_quantity:
            return None
        factor = own.factor / target.factor
        if own.quantity == target.quantity:
            return factor
        if (own.quantity, target.quantity) == (
            "dollars",
            "money",
        ) and year in self.rates:
            return factor * self.rates[year]
        return None


@dataclass
class Figures:
    """Figures of one table, with what was done to them.

    Args:
        frame: file, row and the columns of a landing file.
        notes: what was left out or changed.
        problems: row, column, value and rule of what stops.

    """

    frame: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    problems: list[tuple[int | None, str, str | None, str]] = field(
        default_factory=list
    )


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
    frame = melted(raw, table) if table.is_of_figures else tidy(raw)
    found = Figures(frame, list(raw.notes))
    for column, value in (folders or {}).items():
        fill_from_folder(found, column, value)
    for column in FIELDS:
        clean_column(found, column, table)
    leave_out_empty(found)
    if found.frame.empty:
        return found
    numbers(found, table)
    places(found, known, region, by_name=table.is_of_figures)
    if not found.frame.empty:
        units(found, known)
    return found


def tidy(raw: RawTable) -> pd.DataFrame:
    """Return a table that has the columns of a landing file, in their order."""
    frame = pd.DataFrame(raw.rows, columns=raw.columns, dtype=object)
    for column in FIELDS:
        if column not in frame:
            frame[column] = ""
    frame = frame[list(FIELDS)]
    frame.insert(0, "row", list(raw.numbers))
    frame.insert(0, "file", raw.file)
    return frame


def melted(raw: RawTable, table: TableMapping) -> pd.DataFrame:
    """Return a row for each row and column of figures of a table of another shape."""
    place = table.fields.get("city_id", "")
    check_columns(raw, table, place)
    at = {name: i for i, name in enumerate(raw.columns)}
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
        spoken = [(n, r) for n, r in kept if plain(r[at[place]]) not in table.leave_out]
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
        for name in FIELDS:
            said = what.get(name, "")
            is_column = said in at and name not in own
            if name == "value":
                is_column = True
            part[name] = [row[at[said]] for _, row in kept] if is_column else said
            read |= {said} if is_column else set()
        parts.append(pd.DataFrame(part, dtype=object))
    if unread := [c for c in raw.columns if c and c not in read]:
        raw.notes.append(f"columns not read: {shown(unread)}")
    order = ["file", "row", *FIELDS]
    return pd.concat(parts, ignore_index=True)[order].sort_values(
        "row", kind="stable", ignore_index=True
    )


def check_columns(raw: RawTable, table: TableMapping, place: str) -> None:
    """Raise where the mapping names a column that is not there, or says too little."""
    names = Counter(raw.columns)
    needed = [*table.columns, *table.only]
    needed += [table.fields[c] for c in ("value", "city_id") if c in table.fields]
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
    columns = value_columns(raw, table)
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
        named = {c: m[1] for c in raw.columns if (m := YEAR_NAME.fullmatch(c))}
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
        raise ShapeError(
            None, "", None,
            "the mapping names no column of figures: expected `columns`, `years` or "
            "`value`",
        )  # fmt: skip
    return columns


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
    elif column == "value":
        written = {t: "" if new in table.missing else new for t, new in written.items()}
    if column == "year" and table.is_of_figures:
        written = {t: new.removesuffix("年") for t, new in written.items()}
    # One object for each text, however often it stands there.
    found.frame[column] = [written[text] for text in before]
    if all(t == new for t, new in written.items()):
        return
    if not translated and column != "value" and not table.is_of_figures:
        n = sum(written[text] != text for text in before)
        found.notes.append(
            f"spaces and signs taken from {counted(n, 'cell')} of {column}"
        )


def cleaned(text: str) -> str:
    """Return a cell without the spaces around it, or what makes a spreadsheet keep it."""
    if text.isalnum():
        return text
    text = text.strip(AROUND)
    if text[:2] == '="' and text[-1:] == '"':
        return text[2:-1]
    return text[1:] if text[:1] == "'" else text


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
    found.frame["value"] = [
        text if NUMBER.fullmatch(text) and not table.thousands and table.decimal == "."
        else number(text, table)
        for text in found.frame["value"]
    ]  # fmt: skip


def number(text: str, table: TableMapping) -> str:
    """Return a number with a decimal point, or the text where it is none."""
    plain_text = text
    if table.thousands:
        sign = r"\s" if table.thousands == " " else re.escape(table.thousands)
        grouped = re.fullmatch(
            rf"([-+−]?[0-9]{{1,3}}(?:{sign}[0-9]{{2,3}})*)(.*)", text
        )
        if grouped:
            plain_text = re.sub(sign, "", grouped[1]) + grouped[2]
    if table.decimal == ",":
        if "." in plain_text:
            return text
        plain_text = plain_text.replace(",", ".")
    if not LOOSE.fullmatch(plain_text):
        return text
    plain_text = plain_text.replace("−", "-").removeprefix("+")
    plain_text = re.sub(r"^(-?)\.", r"\g<1>0.", plain_text)
    return re.sub(r"\.(?=$|[eE])", "", plain_text)


def places(found: Figures, known: Known, region: str, *, by_name: bool) -> None:
    """Write the code of each place."""
    codes: dict[str, str | None] = {}
    rows: dict[str, list[int]] = {}
    for row, text in zip(found.frame["row"], found.frame["city_id"], strict=True):
        rows.setdefault(text, []).append(row)
    for text in rows:
        codes[text] = known.code(text, region, by_name=by_name)
        if codes[text] is None and by_name and plain(text) != text:
            codes[text] = known.code(plain(text), region, by_name=True)
    changed = [t for t, code in codes.items() if code and code != t]
    if of_before := [t for t in changed if t in known.aliases]:
        pairs = [f"{t} as {codes[t]}" for t in of_before]
        found.notes.append(f"other codes and names of a place: {shown(pairs)}")
    if n_named := len(changed) - len(of_before):
        found.notes.append(f"{counted(n_named, 'place')} found by name")
    if by_name:
        for text in [t for t, code in codes.items() if code is None]:
            found.problems.append((rows[text][0], "city_id", text, unknown_place(
                text, known, len(rows[text]))))  # fmt: skip
        is_known = found.frame["city_id"].map(lambda t: codes[t] is not None)
        found.frame = found.frame[is_known.astype(bool)].reset_index(drop=True)
    if changed:
        found.frame["city_id"] = [codes[t] or t for t in found.frame["city_id"]]


def unknown_place(text: str, known: Known, n_rows: int) -> str:
    """Return what is expected of a place that is not known."""
    several = set(known.names.get(text, {}).values())
    if len(several) > 1:
        return (
            f"several places have this name [{', '.join(sorted(filter(None, several)))}]: "
            "expected a code"
        )
    return (
        f"expected the code or name of a place of cities.csv, another of its names in "
        f"city_aliases.csv, or `leave_out` in the mapping where it is no place; {n_rows} "
        "figures, the first this"
    )


def units(found: Figures, known: Known) -> None:
    """Bring figures in another known unit to that of their variable."""
    frame = found.frame
    names = frame["unit"].map(
        lambda u: u if u in known.units else known.unit_names.get(u, u)
    )
    target = frame["variable_id"].map(known.unit_of)
    other = (names != target) & target.notna()
    percent = frame["value"].str.endswith("%")
    changed: Counter[tuple[str, str]] = Counter()
    by_other_name = names != frame["unit"]
    changed.update(zip(frame["unit"][by_other_name], names[by_other_name], strict=True))
    values = frame["value"].tolist()
    written = names.tolist()
    for i in frame.index[other | percent]:
        text, unit = values[i], written[i]
        if text.endswith("%"):
            own = known.units.get(unit)
            if own and own.quantity == "number" and own.factor == Decimal("0.01"):
                values[i] = text = text[:-1]
        factor = known.factor(unit, frame["variable_id"][i], frame["year"][i])
        if unit == target[i] or factor is None:
            continue
        try:
            # The first fifteen digits, as a spreadsheet counts.
            values[i] = f"{(Decimal(text) * factor).normalize():.15g}"
        except InvalidOperation:
            continue
        if "e" in values[i].lower():
            values[i] = repr(float(values[i]))
        written[i] = target[i]
        changed[unit, target[i]] += 1
    frame["value"], frame["unit"] = values, written
    for (unit, to), n in sorted(changed.items()):
        found.notes.append(f"{counted(n, 'figure')} in {unit} brought to {to}")


def shown(names: Iterable[str]) -> str:
    """Return the first of some names, and how many more there are."""
    names = list(names)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
