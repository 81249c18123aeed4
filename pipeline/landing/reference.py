"""The rows of a landed reference table: cities, indicators, scenarios and others.

A landed table may leave out what can be empty or has a default, and one of two languages:
the other stands in for it. What another file has in the same words is the same thing.
"""

from pipeline.landing.cells import AROUND
from pipeline.landing.files import Inputs
from pipeline.landing.mapping import plain
from pipeline.landing.problem import Problem, counted
from pipeline.landing.raw import RawTable
from pipeline.landing.schemas import Schema
from pipeline.landing.seeds import append_rows, header_problem

# A default that is the number of the row, after those of the seeds.
BY_ROW = "(row)"
FIRST_OF_LANDED = 100


def add_reference(inputs: Inputs, raw: RawTable, schema: Schema) -> None:
    """Add the rows of a reference table to that of its seed."""
    raw.columns = [c.lower() if c.lower() in schema.columns else c for c in raw.columns]
    if schema.name == "scenarios":
        move_choices(inputs, raw, schema)
    if problem := reference_header_problem(raw, schema):
        inputs.problems.append(problem)
        return
    pairs = languages(schema)
    rows = []
    for nth, (number, cells) in enumerate(zip(raw.numbers, raw.rows, strict=True), 1):
        row = dict.fromkeys(schema.columns, "")
        row |= dict(zip(raw.columns, (reference_cell(c) for c in cells), strict=True))
        for one, other in pairs:
            row[one] = row[one] or row[other]
            row[other] = row[other] or row[one]
        for column, default in schema.defaults.items():
            if not row[column]:
                row[column] = (
                    str(FIRST_OF_LANDED + nth) if default == BY_ROW else default
                )
        for column, kind in schema.columns.items():
            if kind == "boolean":
                row[column] = row[column].lower()
        rows.append([raw.file, number, *row.values()])
    known = set()
    if schema.name in inputs.tables:
        before = inputs.tables[schema.name]
        known = set(before[list(schema.columns)].itertuples(index=False, name=None))
    new = [row for row in rows if tuple(row[2:]) not in known]
    if schema.name in ("cities", "city_aliases"):
        # Its places are a region's own, though another has them too.
        inputs.places.setdefault(schema.name, []).extend(
            dict(zip(["file", "row", *schema.columns], row, strict=True))
            for row in rows
        )
    if n := len(rows) - len(new):
        raw.notes.append(f"{counted(n, 'row')} as another file has")
    inputs.notes.setdefault(raw.file, []).extend(raw.notes)
    append_rows(inputs, schema, new)


def move_choices(inputs: Inputs, raw: RawTable, schema: Schema) -> None:
    """Take from landed scenarios the columns that are choices, each named as it.

    Such a column says what rows of scenario_choices say; its cells become rows there, at
    the place where they stand.
    """
    choices = set(inputs.tables["reading_choices"]["choice_id"]) - set(schema.columns)
    columns = [plain(column) for column in raw.columns]
    if "scenario_id" not in columns or not choices & set(columns):
        return
    of_scenario = columns.index("scenario_id")
    moved = [i for i, column in enumerate(columns) if column in choices]
    options = [
        [raw.file, number, *(cells.get(c, "") for c in target)]
        for number, row in zip(raw.numbers, raw.rows, strict=True)
        for i in moved
        if (option := reference_cell(row[i]))
        for cells in [{"scenario_id": reference_cell(row[of_scenario]),
                       "choice_id": columns[i], "option_id": option}]
        for target in [inputs.schemas["scenario_choices"].columns]
    ]  # fmt: skip
    append_rows(inputs, inputs.schemas["scenario_choices"], options)
    kept = [i for i in range(len(columns)) if i not in moved]
    raw.columns = [raw.columns[i] for i in kept]
    raw.rows = [[row[i] for i in kept] for row in raw.rows]


def reference_cell(text: str) -> str:
    """Return a cell without the spaces around it."""
    return text.strip(AROUND)


def languages(schema: Schema) -> list[tuple[str, str]]:
    """Return the columns that say the same in English and in Chinese."""
    pairs = []
    for column in schema.columns:
        if column.endswith("_zh"):
            stem = column.removesuffix("_zh")
            english = [name for name in (f"{stem}_en", stem) if name in schema.columns]
            pairs += [(name, column) for name in english[:1]]
    return pairs


def reference_header_problem(raw: RawTable, schema: Schema) -> Problem | None:
    """Return what is wrong with the columns of a landed reference table, or None."""
    columns = [plain(column) for column in raw.columns]
    other = {one: b for a, b in languages(schema) for one, b in ((a, b), (b, a))}
    missing = [
        column
        for column in schema.required
        if column not in columns
        and column not in schema.defaults
        and other.get(column) not in columns
    ]
    extra = [column for column in columns if column not in schema.columns]
    if not missing and not extra and len(set(columns)) == len(columns):
        return None
    row = min(raw.numbers, default=2) - 1
    if extra:
        return header_problem(columns, raw.file, schema, row)
    kept = {
        c: kind for c, kind in schema.columns.items() if c in columns or c in missing
    }
    narrowed = Schema(schema.name, kept or schema.columns, schema.key)
    return header_problem(columns, raw.file, narrowed, row)


def with_codes_of_today(inputs: Inputs) -> None:
    """Write the codes of today in landed reference tables that name places of before."""
    aliases: dict[str, set[str]] = {}
    for row in inputs.tables["city_aliases"].to_dict("records"):
        aliases.setdefault(row["alias"], set()).add(row["city_id"])
    codes = set(inputs.tables["cities"]["city_id"])
    known = {a: min(c) for a, c in aliases.items() if len(c) == 1 and a not in codes}
    for name, table in inputs.tables.items():
        has_places = "city_id" in table and name not in ("cities", "city_aliases")
        if has_places and not inputs.schemas[name].is_city_year:
            is_old = table["city_id"].isin(list(known))
            if is_old.any():
                table.loc[is_old, "city_id"] = table["city_id"][is_old].map(known)


def with_limits_of_units(inputs: Inputs) -> None:
    """Give landed variables without limits of their own those of their unit."""
    units = inputs.tables["units"].drop_duplicates("unit").set_index("unit")
    table = inputs.tables["variables"]
    is_landed = ~table["file"].str.startswith("seeds/")
    for limit, of_unit in (("valid_min", "lowest"), ("valid_max", "highest")):
        is_open = is_landed & (table[limit] == "")
        table.loc[is_open, limit] = (
            table["unit"][is_open].map(units[of_unit]).fillna("")
        )
