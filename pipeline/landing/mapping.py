"""What stands beside a landing file and says what its columns are: NAME.csv.yml.

Its keys, all of them optional:

    encoding      of a text file, such as gb18030, cp1252
    separator     of a CSV file, such as ; or tab
    tables        a list of the keys below, one for each sheet or table of the file; keys
                  that stand outside it hold for each
    sheet         name of the sheet
    table         name of a reference table, such as cities; without it figures
    header_row    row of the names of columns, 1 the first; several are joined with /;
                  without it the first that is not empty
    last_row      last row that is read
    decimal       decimal sign of numbers, . or ,
    thousands     sign between thousands of numbers
    missing       list of texts that stand for no figure
    marks         list of footnote marks at the end of figures, years and names of places
    fill_down     columns whose empty cells mean what stands above
    leave_out     list of texts in the column of places whose rows are no place
    only          columns with the list of texts whose rows are read
    translate     columns of a landing file, each with texts and what they are there
    columns       columns that hold figures, each with what it is of (variable_id, unit,
                  year, source_id, flag), or with its variable_id alone
    years         `all`: each column that is named like a year holds figures of it; or a
                  list of them
    city_id, year, variable_id, value, unit, source_id, flag
                  the column that holds it; or, where no column has that name, what it is
                  in every row
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

FIELDS = ("city_id", "year", "variable_id", "value", "unit", "source_id", "flag")
FILE_KEYS = ("encoding", "separator", "tables")
TABLE_KEYS = (
    "sheet", "table", "header_row", "last_row", "decimal", "thousands", "missing",
    "marks", "fill_down", "leave_out", "only", "translate", "columns", "years", *FIELDS,
)  # fmt: skip
ENDING = ".yml"
SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
HELP = "docs/landing.md#a-table-of-another-shape"


class MappingError(ValueError):
    """A mapping that cannot be followed; says what is expected."""


@dataclass(frozen=True)
class TableMapping:
    """What one table is."""

    sheet: str = ""
    table: str = ""
    header_row: tuple[int, ...] = ()
    last_row: int | None = None
    decimal: str = "."
    thousands: str = ""
    missing: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    only: dict[str, list[str]] = field(default_factory=dict)
    translate: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    years: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_of_figures(self) -> bool:
        """Whether it says what figures stand where."""
        return bool(self.fields or self.columns or self.years)


@dataclass(frozen=True)
class Mapping:
    """What a file is: its text, and its tables in their order."""

    name: str
    encoding: str = ""
    separator: str = ""
    tables: tuple[TableMapping, ...] = (TableMapping(),)


def beside(path: Path) -> Path:
    """Return the file that says what a landing file is."""
    return path.with_name(path.name + ENDING)


def is_mapping(path: Path) -> bool:
    """Whether a file stands beside another and says what it is."""
    return path.suffix.lower() == ENDING


def mapping_of(text: str, name: str) -> Mapping:
    """Return the mapping that a file holds.

    Raises:
        MappingError: it is no YAML, or has a key or a value that nothing reads.

    """
    try:
        # As texts: NO is a country, 2010 the name of a column.
        said = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise MappingError(
            f"not YAML: {' '.join(str(error).split())}; a name with # or : in it, or that "
            "begins with another sign, stands between double quotes"
        ) from None
    said = keys_of(said or {}, (*FILE_KEYS, *TABLE_KEYS))
    shared = {key: value for key, value in said.items() if key not in FILE_KEYS}
    tables = said.get("tables") or [{}]
    if not isinstance(tables, list):
        raise MappingError("`tables` is no list: begin each of them with a dash")
    separator = text_of(said, "separator")
    separator = SEPARATORS.get(separator.strip().lower(), separator)
    if separator and len(separator) != 1:
        raise MappingError(f"`separator` is '{separator}', expected one sign or `tab`")
    return Mapping(
        name,
        text_of(said, "encoding"),
        separator,
        tuple(table_of({**shared, **keys_of(t or {}, TABLE_KEYS)}) for t in tables),
    )


def keys_of(said: Any, known: tuple[str, ...]) -> dict[str, Any]:
    """Return a mapping whose keys are all known ones."""
    if not isinstance(said, dict):
        raise MappingError(
            f"expected keys with values, such as `year: 2020`; see {HELP}"
        )
    if unknown := [str(key) for key in said if key not in known]:
        raise MappingError(
            f"unknown keys [{', '.join(unknown)}], expected of [{', '.join(known)}]; "
            f"see {HELP}"
        )
    return said


def table_of(said: dict[str, Any]) -> TableMapping:
    """Return what the keys of a table say."""
    decimal = text_of(said, "decimal") or "."
    thousands = text_of(said, "thousands").replace("space", " ")
    if decimal not in ".,":
        raise MappingError(f"`decimal` is '{decimal}', expected . or ,")
    if thousands == decimal:
        raise MappingError(
            f"`thousands` and `decimal` are both '{decimal}': which is which?"
        )
    columns = {}
    for column, what in dict_of(said, "columns").items():
        what = {"variable_id": what} if isinstance(what, str) else what
        of_column = keys_of(what, ("variable_id", "unit", "year", "source_id", "flag"))
        columns[plain(column)] = {k: str(v).strip() for k, v in of_column.items()}
    return TableMapping(
        sheet=text_of(said, "sheet"),
        table=text_of(said, "table"),
        header_row=tuple(
            number_of("header_row", n) for n in list_of(said, "header_row")
        )
        or (),
        last_row=number_of("last_row", said["last_row"])
        if "last_row" in said
        else None,
        decimal=decimal,
        thousands=thousands,
        missing=frozenset(list_of(said, "missing")),
        marks=tuple(filter(None, list_of(said, "marks"))),
        fill_down=tuple(map(plain, list_of(said, "fill_down"))),
        leave_out=tuple(map(plain, list_of(said, "leave_out"))),
        only={plain(k): list_of({k: v}, k) for k, v in dict_of(said, "only").items()},
        translate={
            k: {plain(old): str(new) for old, new in dict_of({k: v}, k).items()}
            for k, v in keys_of(dict_of(said, "translate"), FIELDS).items()
        },
        columns=columns,
        years=tuple(list_of(said, "years")),
        fields={key: plain(text_of(said, key)) for key in FIELDS if key in said},
    )


def plain(text: str) -> str:
    """Return a name with its spaces and line ends as single spaces, none around it."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def names_of(columns: Iterable[str], table: TableMapping) -> list[str]:
    """Return the names of columns, those of a tidy table in any spelling."""
    names = map(plain, columns)
    if table.is_of_figures:
        return list(names)
    return [loose(name) if loose(name) in FIELDS else name for name in names]


def loose(text: str) -> str:
    """Return a name without spaces, in letters of one width and case."""
    return "".join(unicodedata.normalize("NFKC", plain(text)).split()).casefold()


def fitted(columns: list[str], table: TableMapping) -> TableMapping:
    """Return a mapping in the names of the columns as they stand.

    Spaces and the width of letters make no other name; of what must be a column, nor does
    their case. A field that is not spoken of is the column of its own name.
    """
    # Of a name in several rows its last parts do, where no other name ends alike.
    tails = [(loose(tail), c) for c in columns for tail in tails_of(c)]
    at = Counter(tail for tail, _ in tails)
    whole = Counter(map(loose, columns))
    named = {tail: c for tail, c in tails if at[tail] == 1 and not whole[tail]}
    named |= {loose(c): c for c in columns if whole[loose(c)] == 1}
    fields = {}
    for field_name, said in table.fields.items():
        found = named.get(loose(said), said)
        is_column = field_name in ("city_id", "value") or "".join(
            found.split()
        ) == "".join(said.split())
        fields[field_name] = said if said in columns or not is_column else found
    for name in FIELDS:
        if name in columns and not (name == "value" and (table.columns or table.years)):
            fields.setdefault(name, name)

    def own(name: str) -> str:
        return name if name in columns else named.get(loose(name), name)

    return replace(
        table,
        fields=fields,
        columns={own(c): what for c, what in table.columns.items()},
        only={own(c): texts for c, texts in table.only.items()},
        fill_down=tuple(map(own, table.fill_down)),
    )


def tails_of(name: str) -> list[str]:
    """Return what is left of a name in several rows without its first ones."""
    parts = name.split(" / ")
    return [" / ".join(parts[n:]) for n in range(1, len(parts))]


def text_of(said: dict[str, Any], key: str) -> str:
    """Return the text of a key, empty where there is none."""
    value = said.get(key, "")
    if not isinstance(value, str):
        raise MappingError(f"`{key}` is {type(value).__name__}, expected one text")
    return value


def list_of(said: dict[str, Any], key: str) -> list[str]:
    """Return the texts of a key, of which one may stand alone."""
    value = said.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise MappingError(f"`{key}` is no list of texts, such as [a, b]")
    return value


def dict_of(said: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the keys with values of a key."""
    value = said.get(key) or {}
    if not isinstance(value, dict):
        raise MappingError(f"`{key}` is no list of names with what each is")
    return value


def number_of(key: str, text: Any) -> int:
    """Return a whole number from 1 on."""
    if (
        not isinstance(text, str)
        or not text.isascii()
        or not text.isdigit()
        or text == "0"
    ):
        raise MappingError(f"`{key}` is '{text}', expected a row, such as 3")
    return int(text)
