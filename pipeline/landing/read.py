"""Read the landing folder: what people have, made rows of the tables that the seeds are.

Reference tables come first, since figures refer to them: the CSV files of folders named
`reference`, and sheets of workbooks that are named like one. All else is figures, tidy or
of the shape that a mapping beside the file says.
"""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pandas as pd

from pipeline.landing.decoding import UndecodableError, decode
from pipeline.landing.figures import Figures, ShapeError, figures_of
from pipeline.landing.files import (
    MAX_ROWS,
    Inputs,
    landing_is_misplaced,
    listed,
    litter_below,
    read_bytes,
    relative,
    too_large,
)
from pipeline.landing.known import Known, known_of, region_of
from pipeline.landing.mapping import (
    ENDING,
    Mapping,
    MappingError,
    beside,
    is_mapping,
    mapping_of,
)
from pipeline.landing.outlines import (
    COMPANIONS,
    READ_COMPANIONS,
    OutlineError,
    companions,
    outlines_of,
)
from pipeline.landing.outlines import ENDINGS as OUTLINES
from pipeline.landing.problem import Problem, counted, shown
from pipeline.landing.raw import RawTable, TableError, csv_tables, workbook_tables
from pipeline.landing.reference import (
    add_reference,
    with_codes_of_today,
    with_limits_of_units,
)
from pipeline.landing.schemas import (
    LANDING_COLUMNS,
    LANDING_VALUES,
    Schema,
    landing_seeds,
)
from pipeline.landing.seeds import header_problem
from pipeline.landing.typed import parquet_table, stata_tables
from pipeline.paths import Paths

TEXTS = (".csv", ".tsv", ".txt")
TABLES = (*TEXTS, ".xlsx", ".xlsm", ".dta", ".parquet")
READ = (*TABLES, ENDING, *OUTLINES, *READ_COMPANIONS)
ADVICE = {
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".gz": "unpack it",
    ".zip": "unpack it",
    ".sav": "save it as .dta or .csv",
    ".rds": "save it as .parquet or .csv",
    ".rdata": "save it as .parquet or .csv",
    ".json": "save it as .csv, or name it .geojson if it has outlines",
    ".topojson": "export it as .geojson",
    ".kml": "export it as .geojson",
    ".kmz": "export it as .geojson",
}


def read_landing(inputs: Inputs, paths: Paths) -> None:
    """Read the landing folder into the tables of the inputs."""
    if landing_is_misplaced(paths):
        add_problem(
            inputs, relative(paths, paths.landing), None, None, None,
            "expected a folder of landing files, as LANDING_DIR names it",
        )  # fmt: skip
    if not paths.landing.is_dir():
        return
    inputs.schemas[LANDING_VALUES] = values = schema_of_figures()
    known = frozenset(characters(inputs))
    files = listed(inputs, paths, paths.landing)
    if passed_over := litter_below(paths.landing):
        note(
            inputs, relative(paths, paths.landing), [f"not read: {shown(passed_over)}"]
        )
    mappings = read_mappings(inputs, paths, files, known)
    names = landing_seeds(paths.root)
    waiting: list[tuple[Path, RawTable]] = []
    outlines: list[Path] = []
    n_rows = 0
    for path in files:
        if is_mapping(path) or path.suffix.lower() in COMPANIONS:
            continue
        name = relative(paths, path)
        if path.suffix.lower() in OUTLINES:
            outlines.append(path)
            continue
        is_reference = path.parent.name == "reference"
        if is_reference and (
            path.suffix.lower() not in TABLES or path.stem not in names
        ):
            add_problem(
                inputs, name, None, None, path.name,
                f"expected a CSV file named like one of [{', '.join(names)}]",
            )  # fmt: skip
            continue
        mapping = mappings.get(path, Mapping(beside(path).name))
        for raw in raw_tables(inputs, path, name, mapping, (known, names)):
            table = raw.table
            to = table.table or (path.stem if is_reference else raw.sheet)
            if to in names:
                add_reference(inputs, raw, inputs.schemas[to])
                add_faults(inputs, raw)
            elif table.table:
                rule = f"expected `table` of [{', '.join(names)}]"
                add_problem(inputs, raw.file, None, None, table.table, rule)
            else:
                waiting.append((path, raw))
                n_rows += len(raw.rows)
                if n_rows > MAX_ROWS:
                    rule = too_large(
                        n_rows, MAX_ROWS, "rows, with those of the files before it"
                    )
                    add_problem(inputs, name, None, None, None, rule)
                    return
    with_codes_of_today(inputs)
    with_limits_of_units(inputs)
    for path in outlines:
        add_outlines(inputs, paths, path, files, mappings)
    what_is_known = known_of(inputs, paths)
    while waiting:
        add_figures(inputs, paths, *waiting.pop(0), what_is_known, values)


def schema_of_figures() -> Schema:
    """Return the schema of landed figures."""
    return Schema(
        LANDING_VALUES,
        LANDING_COLUMNS,
        ["source_id", "city_id", "year", "variable_id"],
        {
            "city_id": ("cities", "city_id"),
            "variable_id": ("variables", "variable_id"),
            "source_id": ("sources", "source_id"),
            "flag": ("flag_rules", "flag"),
        },
        required=[column for column in LANDING_COLUMNS if column != "flag"],
    )


def add_problem(
    inputs: Inputs,
    file: str,
    row: int | None,
    column: str | None,
    value: str | None,
    rule: str,
) -> None:
    """Add a finding that stops."""
    inputs.problems.append(Problem(file, row, column or None, value, rule))


def note(inputs: Inputs, file: str, said: list[str]) -> None:
    """Keep what was passed over or changed in a file."""
    inputs.notes.setdefault(file, []).extend(said)


def characters(inputs: Inputs) -> set[str]:
    """Return the characters of the Chinese names of the seeds."""
    found: set[str] = set()
    for table in inputs.tables.values():
        for column in table.columns:
            if column.endswith("_zh") and column not in ("reason_zh", "note_zh"):
                found.update(*table[column].unique())
    return {c for c in found if c > "\x7f"}


def read_mappings(
    inputs: Inputs, paths: Paths, files: list[Path], known: frozenset[str]
) -> dict[Path, Mapping]:
    """Return the mappings, by the file that each stands beside."""
    mappings = {}
    for path in filter(is_mapping, files):
        name = relative(paths, path)
        file = path.with_name(path.name[: -len(path.suffix)])
        data = read_bytes(inputs, path, name)
        if data is None:
            continue
        if file not in files:
            rule = f"no file {file.name} that it would stand beside"
            add_problem(inputs, name, None, None, None, rule)
            continue
        try:
            text = decode(data, "", known, "").text if data.strip() else ""
            mappings[file] = mapping_of(text, path.name)
        except (MappingError, UndecodableError) as error:
            rule = "not UTF-8: save it as UTF-8"
            rule = str(error) if isinstance(error, MappingError) else rule
            add_problem(inputs, name, None, None, None, rule)
            mappings[file] = Mapping(path.name, tables=())
    return mappings


def raw_tables(
    inputs: Inputs,
    path: Path,
    name: str,
    mapping: Mapping,
    project: tuple[frozenset[str], list[str]],
) -> list[RawTable]:
    """Return the tables of a file; what keeps it from being read is a problem.

    Args:
        inputs: what is read.
        path: the file.
        name: its name in messages.
        mapping: what stands beside it.
        project: characters of the Chinese names of the seeds, and the reference tables.

    """
    known, names = project
    ending = path.suffix.lower()
    if ending not in TABLES:
        advice = f"; {ADVICE.get(ending, 'if it is of no figures, keep it elsewhere')}"
        rule = f"expected a .csv, .xlsx, .dta or .parquet file{advice}"
        add_problem(inputs, name, None, None, path.name, rule)
        return []
    inputs.files.append(path)
    data = read_bytes(inputs, path, name)
    if data is None or not mapping.tables:
        return []
    # Beside it; the same in another folder may be of other places or another year.
    folder = Path(name).parent
    twins = [
        other
        for other, hashed in inputs.hashes.items()
        if hashed == inputs.hashes[name]
        and other != name
        and Path(other).parent == folder
    ]
    if data and twins and path.parent.name != "reference":
        rule = f"the same content as {twins[0]}: remove one of the two"
        add_problem(inputs, name, None, None, None, rule)
        return []
    try:
        if not data:
            raise TableError(None, None, "the file is empty")
        if ending == ".parquet":
            return parquet_tables(inputs, data, name, mapping, path)
        if ending == ".dta":
            tables = stata_tables(data, name, mapping, known)
        elif ending in TEXTS:
            if data.count(b"\n") > MAX_ROWS:
                rule = too_large(data.count(b"\n"), MAX_ROWS, "lines")
                raise TableError(None, None, rule)
            decoded = decode(data, mapping.encoding, known, mapping.name)
            tables = csv_tables(decoded, name, mapping)
        else:
            tables, said = workbook_tables(data, name, mapping, names)
            if said:
                note(inputs, name, said)
    except UndecodableError as error:
        add_problem(inputs, name, error.row, None, error.shown, error.rule)
        return []
    except TableError as error:
        add_problem(inputs, name, error.row, None, error.value, error.rule)
        return []
    is_begun = path.parent.name == "reference" or any(t.sheet for t in tables)
    for table in tables:
        if not table.rows and is_begun:
            note(inputs, table.file, ["no rows yet"])
        elif not table.rows:
            rule = "the file has a header and no rows"
            known_columns = set(table.columns) & set(LANDING_COLUMNS)
            problem = header_problem(table.columns, table.file, schema_of_figures())
            if problem and not known_columns and not table.table.is_of_figures:
                inputs.problems.append(problem)
            else:
                add_problem(inputs, table.file, 1, None, None, rule)
    return [table for table in tables if table.rows]


def parquet_tables(
    inputs: Inputs, data: bytes, name: str, mapping: Mapping, path: Path
) -> list[RawTable]:
    """Return the table of a Parquet file; its types are those of a tidy one."""
    raw, types = parquet_table(data, name, mapping)
    if not raw.rows:
        add_problem(inputs, name, None, None, None, "the file has no rows")
        return []
    is_tidy = not any(table.is_of_figures for table in mapping.tables)
    if is_tidy and path.parent.name != "reference":
        # A column without a value has whatever type its writer takes for nothing.
        filled = {
            column: types[column]
            for i, column in enumerate(raw.columns)
            if any(row[i] for row in raw.rows)
        }
        if problem := type_problem(filled, name, schema_of_figures()):
            inputs.problems.append(problem)
            return []
    return [raw]


def add_outlines(
    inputs: Inputs,
    paths: Paths,
    path: Path,
    files: list[Path],
    mappings: dict[Path, Mapping],
) -> None:
    """Add the outlines of a file to those that landed."""
    name = relative(paths, path)
    beside_it = {
        ending: read_bytes(inputs, file, relative(paths, file)) or b""
        for ending, file in companions(path, files).items()
        if path.suffix.lower() == ".shp"
    }
    data = read_bytes(inputs, path, name)
    if data is None:
        return
    inputs.files.append(path)
    tables = mappings[path].tables if path in mappings else ()
    column = next(
        (t.fields["city_id"] for t in tables if "city_id" in t.fields), "city_id"
    )
    try:
        found = outlines_of(path.suffix.lower(), data, beside_it, column)
    except OutlineError as error:
        add_problem(inputs, name, None, None, None, str(error))
        return
    known = set(inputs.tables["cities"]["city_id"])
    used = {code: shape for code, shape in found.items() if code in known}
    inputs.outlines.update(used)
    said = [f"outlines of {counted(len(used), 'place')}"]
    if other := sorted(set(found) - known):
        said.append(f"{len(other)} of no place of cities.csv: {shown(other)}")
    note(inputs, name, said)
    if not used:
        rule = f"no outline of a place of cities.csv, found [{shown(other)}]"
        add_problem(inputs, name, None, column, None, rule)


def folder_columns(paths: Paths, path: Path) -> dict[str, str]:
    """Return the columns that folders such as year=2020 name, with their values."""
    parts = (part.partition("=") for part in path.relative_to(paths.landing).parts[:-1])
    return {name: unquote(value) for name, sign, value in parts
            if sign and name in LANDING_COLUMNS and name != "value"}  # fmt: skip


def add_figures(
    inputs: Inputs,
    paths: Paths,
    path: Path,
    raw: RawTable,
    known: Known,
    schema: Schema,
) -> None:
    """Add the figures of a table to the landed values."""
    table = raw.table
    folders = folder_columns(paths, path)
    if not table.is_of_figures:
        wanted = [c for c in LANDING_COLUMNS if c not in folders and c != "flag"]
        given = [c for c in LANDING_COLUMNS if c in raw.columns]
        is_tidy = set(wanted) <= set(raw.columns) and len(given) == len(raw.columns)
        if not is_tidy:
            row = max(table.header_row, default=1)
            if problem := header_problem(raw.columns, raw.file, schema, row):
                rule = problem.rule + row_of_names(raw)
                inputs.problems.append(replace(problem, rule=rule))
            return
    add_faults(inputs, raw)
    try:
        figures = figures_of(raw, table, known, region_of(paths, path), folders)
    except ShapeError as error:
        name = relative(paths, beside(path))
        rule = f"{error.rule}; of {raw.file}"
        add_problem(inputs, name, error.row, error.column, error.value, rule)
        return
    add_rows(inputs, raw.file, figures, schema)


def add_faults(inputs: Inputs, raw: RawTable) -> None:
    """Name the rows that have other cells than the header."""
    for row, value, rule in raw.faults:
        add_problem(inputs, raw.file, row, None, value, rule)


def row_of_names(raw: RawTable) -> str:
    """Return advice: the names of columns stand further down, or in another sheet."""
    for number, row in list(zip(raw.numbers, raw.rows, strict=True))[:20]:
        if {"city_id", "value"} <= set(re.split(r"\W+", " ".join(row))):
            return (
                f"; the names of columns stand in row {number}: say `header_row: {number}` "
                "there"
            )
    other = "; `sheet` there names the sheets of figures: others are not read"
    return other if raw.sheet else ""


def add_rows(inputs: Inputs, file: str, figures: Figures, schema: Schema) -> None:
    """Add figures, what was said of them, and what stops."""
    note(inputs, file, figures.notes)
    inputs.own_columns[file] = figures.own
    for row, column, value, rule in figures.problems:
        add_problem(inputs, file, row, column, value, rule)
    if figures.frame.empty and not figures.problems:
        add_problem(inputs, file, None, None, None, "no row with a figure")
    frame = figures.frame[["file", "row", "value_column", *schema.columns]]
    if schema.name in inputs.tables:
        frame = pd.concat([inputs.tables[schema.name], frame], ignore_index=True)
    inputs.tables[schema.name] = frame


# Numbers for codes are read, as in a panel.
PARQUET_TYPES = {
    "text": {"VARCHAR"},
    "integer": {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT",
                "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL"},
    "double": {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT",
               "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL"},
}  # fmt: skip


def type_problem(types: dict[str, str], name: str, schema: Schema) -> Problem | None:
    """Return the first column of a Parquet file that has a wrong type, or None."""
    for column, wanted in schema.columns.items():
        accepted = PARQUET_TYPES[wanted]
        if column == "city_id":
            accepted = accepted | PARQUET_TYPES["integer"]
        if column == "year":
            accepted = accepted | {"DATE", "TIMESTAMP", "TIMESTAMP_NS", "VARCHAR"}
        found = types.get(column, "VARCHAR" if wanted == "text" else "DOUBLE")
        if found.partition("(")[0] not in accepted:
            return Problem(
                name, None, column, found,
                f"expected one of the types [{', '.join(sorted(accepted))}]",
            )  # fmt: skip
    return None
