"""Read the seeds and what landed, strictly: a file is what its schema says or a problem.

The schemas are those of the seeds' YAML files: column names, types and primary keys are
written once and serve dbt and this gate.
"""

import csv
import errno
import glob
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd
import yaml

from pipeline.landing.visible import fault
from pipeline.paths import Paths, PipelineError

MARTS = "models/marts/_marts__models.yml"
MAX_LINE = 100_000
# What the gate reads cell by cell: ten times the figures of the seeds fit easily.
MAX_BYTES = 100_000_000
MAX_ROWS = 1_000_000
MAX_DEPTH = 20
LITTER = ("thumbs.db", "desktop.ini", "__macosx", "readme", "readme.md", "readme.txt")
LANDING_SOURCES = "models/staging/landing/_landing__sources.yml"
LANDING_VALUES = "city_year_values"
LANDING_COLUMNS = {
    "city_id": "text",
    "year": "integer",
    "variable_id": "text",
    "value": "double",
    "unit": "text",
    "source_id": "text",
    "flag": "text",
}

# The types of the YAML files, as DuckDB names them.
SQL_TYPES = {
    "text": "varchar",
    "integer": "integer",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True)
class Problem:
    """A finding about an input: where it is, what is there and what was expected."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    severity: str = "error"

    def __str__(self) -> str:
        """Return the finding in one line."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        if self.value is None:
            return printable(f"{place}: {self.rule}")
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return printable(f"{place}: '{shown}': {self.rule}")


def printable(text: str) -> str:
    """Return a text in one line, control characters as escapes: a terminal obeys them."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


@dataclass(frozen=True)
class Schema:
    """Columns with types, primary key, references and texts of a seed or landing file.

    The text of the file itself stands under an empty name.
    """

    name: str
    columns: dict[str, str]
    key: list[str]
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    accepted: dict[str, list[str]] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    # What a column is that a landing file leaves out; the seed has it.
    defaults: dict[str, str] = field(default_factory=dict)

    @property
    def is_city_year(self) -> bool:
        """Whether the seed holds figures: a row per city and year."""
        return "__" in self.name

    @property
    def variables(self) -> list[str]:
        """The value columns of a seed of figures."""
        keys = {"city_id", "city_zh", "year"}
        return [c for c in self.columns if c not in keys] if self.is_city_year else []


@dataclass
class Inputs:
    """What was read: texts as they stand in the files, with file and row.

    Of each file that was read, `hashes` has the SHA-256 of the bytes, by its name.
    """

    tables: dict[str, pd.DataFrame]
    schemas: dict[str, Schema]
    files: list[Path]
    problems: list[Problem]
    hashes: dict[str, str] = field(default_factory=dict)


def read_schemas(root: Path) -> dict[str, Schema]:
    """Return the schemas of the seeds, from their YAML files."""
    schemas = {}
    contracts = not_null_columns(root)
    for path in sorted((root / "seeds").rglob("*.yml")):
        with form_of(path):
            for seed in read_yaml(path)["seeds"]:
                schemas[seed["name"]] = schema_of(seed, contracts)
    return schemas


def read_yaml(path: Path) -> dict:
    """Return what a YAML file of the project holds.

    Raises:
        PipelineError: it cannot be read, or is no YAML.

    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise PipelineError(f"{path} cannot be read: {reason}") from error


@contextmanager
def form_of(path: Path) -> Iterator[None]:
    """Name a YAML file that lacks what dbt and the gates look for in it."""
    try:
        yield
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise PipelineError(
            f"{path} is not formed as its neighbours are: {type(error).__name__} {error}"
        ) from error


def not_null_columns(root: Path) -> dict[str, set[str]]:
    """Return the columns of each mart that its contract wants filled."""
    with form_of(root / MARTS):
        return {
            model["name"]: {
                column["name"]
                for column in model["columns"]
                if {"type": "not_null"} in column.get("constraints", [])
            }
            for model in read_yaml(root / MARTS)["models"]
        }


def schema_of(seed: dict, contracts: dict[str, set[str]]) -> Schema:
    """Return the schema that a seed's YAML entry describes.

    Args:
        seed: the entry.
        contracts: the columns of each mart that have to be filled: the mart of a seed,
            dim_city of cities, cannot have what the seed has not.

    """
    key = ["city_id", "year"] if "__" in seed["name"] else []
    accepted: dict[str, list[str]] = {}
    for test in seed.get("data_tests", []):
        for name, body in test.items():
            arguments = body["arguments"]
            if name == "primary_key":
                key = [
                    re.sub(r"coalesce\((\w+),.*", r"\1", c)
                    for c in arguments["columns"]
                ]
            if name in ("accepted_values_of_columns", "accepted_options"):
                accepted = {
                    c: list(map(str, v)) for c, v in arguments["accepted"].items()
                }
    references = {}
    not_null = set()
    for column in seed["columns"]:
        for test in column.get("data_tests", []):
            if test == "not_null":
                not_null.add(column["name"])
            if isinstance(test, dict) and "relationships" in test:
                arguments = test["relationships"]["arguments"]
                target = re.search(r"ref\('(?:stg_)?(\w+)'\)", arguments["to"])
                assert target, arguments["to"]
                references[column["name"]] = (target[1], arguments["field"])
    if "__" in seed["name"]:
        references["city_id"] = ("cities", "city_id")
    one = re.sub("ies$", "y", seed["name"]).removesuffix("s")
    names = [f"{kind}_{n}" for kind in ("dim", "fct")
             for n in (one, one.removeprefix("published_"))]  # fmt: skip
    filled = next((contracts[name] for name in names if name in contracts), set())
    # An empty variable of a flag rule means all variables.
    filled = {*filled, *key, *not_null} - (
        {"variable_id"} if seed["name"] == "flag_rules" else set()
    )
    return Schema(
        name=seed["name"],
        columns=seed["config"]["column_types"],
        key=key,
        references=references,
        accepted=accepted,
        required=[c for c in seed["config"]["column_types"] if c in filled],
        texts={
            "": seed.get("description", ""),
            **{c["name"]: c.get("description", "") for c in seed["columns"]},
        },
        defaults={
            c["name"]: c["config"]["meta"]["landing_default"]
            for c in seed["columns"]
            if "landing_default" in c.get("config", {}).get("meta", {})
        },
    )


def read_inputs(paths: Paths) -> Inputs:
    """Read every seed and landing file; what cannot be read becomes a problem."""
    schemas = read_schemas(paths.root)
    inputs = Inputs({}, schemas, [], [])
    seeds = listed(inputs, paths, paths.root / "seeds")
    found = {path.stem: path for path in seeds if path.suffix == ".csv"}
    for name, schema in schemas.items():
        if name not in found:
            inputs.problems.append(
                Problem(f"seeds/{name}.csv", None, None, None, "the file is missing")
            )
            continue
        add_table(inputs, paths, found[name], schema)
    for name, path in found.items():
        if name not in schemas:
            inputs.problems.append(
                Problem(
                    relative(paths, path), None, None, None,
                    "the seed is not described in a __seeds.yml file",
                )
            )  # fmt: skip
    read_landing(inputs, paths)
    return inputs


def files_below(folder: Path) -> list[Path]:
    """Return what is below a folder and no folder itself, links followed, by name.

    Left out are hidden files and folders and what office programs and systems leave
    beside the files they open, and a README.

    Raises:
        OSError: a folder cannot be read, or contains itself by a link.

    """

    def stop(error: OSError) -> None:
        raise error

    found = []
    for top, folders, names in os.walk(folder, followlinks=True, onerror=stop):
        if len(Path(top).relative_to(folder).parts) > MAX_DEPTH:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), top)
        folders[:] = [name for name in folders if not is_litter(name)]
        for inner in (Path(top) / name for name in folders):
            if Path(os.path.realpath(top)).is_relative_to(os.path.realpath(inner)):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(inner))
        found += [Path(top) / name for name in names if not is_litter(name)]
    return sorted(found)


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden or a program's own."""
    return name.startswith((".", "~$")) or name.lower() in LITTER


def listed(inputs: Inputs, paths: Paths, folder: Path) -> list[Path]:
    """Return the files below a folder; what keeps them from being read is a problem."""
    files = []
    try:
        found = files_below(folder)
    except OSError as error:
        name = relative(paths, Path(error.filename or folder))
        inputs.problems.append(
            Problem(name, None, None, None, f"cannot be read: {error.strerror}")
        )
        return []
    for path in found:
        rule = None
        if not os.path.isfile(path):
            rule = "expected a file that can be read; is it a link that leads nowhere?"
        elif not str(path.relative_to(folder)).isprintable():
            rule = "expected a file name in UTF-8 without control characters"
        elif what := fault(str(path.relative_to(folder))):
            rule = f"expected a file name that is what it looks like, found {what}"
        if rule is None:
            files.append(path)
        else:
            inputs.problems.append(
                Problem(relative(paths, path), None, None, None, rule)
            )
    return files


def landing_is_misplaced(paths: Paths) -> bool:
    """Whether the landing folder was asked for, or is there, and is no folder."""
    is_asked_for = paths.landing != paths.root / "landing"
    is_there = os.path.lexists(paths.landing)
    return not os.path.isdir(paths.landing) and (is_asked_for or is_there)


def landing_seeds(root: Path) -> list[str]:
    """Return the seeds that landed rows can join: the sources that dbt reads."""
    with form_of(root / LANDING_SOURCES):
        sources = read_yaml(root / LANDING_SOURCES)
        names = {table["name"] for table in sources["sources"][0]["tables"]}
    return sorted(names - {LANDING_VALUES, "panel"})


def read_landing(inputs: Inputs, paths: Paths) -> None:
    """Read the landing folder: figures at its top, reference files under reference/."""
    if landing_is_misplaced(paths):
        inputs.problems.append(
            Problem(
                relative(paths, paths.landing), None, None, None,
                "expected a folder of landing files, as LANDING_DIR names it",
            )
        )  # fmt: skip
    if not paths.landing.is_dir():
        return
    values = Schema(
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
    inputs.schemas[LANDING_VALUES] = values
    names = landing_seeds(paths.root)
    for path in listed(inputs, paths, paths.landing):
        below = path.relative_to(paths.landing)
        if below.parts[0] == "reference":
            if path.suffix.lower() != ".csv" or path.stem not in names:
                inputs.problems.append(
                    Problem(
                        relative(paths, path), None, None, path.name,
                        f"expected a CSV file named like one of [{', '.join(names)}]",
                    )
                )  # fmt: skip
                continue
            schema = inputs.schemas[path.stem]
            if path.stem == "scenarios":
                add_readings(inputs, paths, path, schema)
            else:
                add_table(inputs, paths, path, schema, schema.defaults)
        elif path.suffix.lower() == ".csv":
            add_table(inputs, paths, path, values)
        elif path.suffix.lower() == ".parquet":
            add_parquet(inputs, paths, path, values)
        else:
            inputs.problems.append(
                Problem(
                    relative(paths, path), None, None, path.name,
                    "expected a .csv or .parquet file",
                )
            )  # fmt: skip
        n_rows = len(inputs.tables.get(LANDING_VALUES, ()))
        if n_rows > MAX_ROWS:
            rule = too_large(
                n_rows, MAX_ROWS, "rows, with those of the files before it"
            )
            inputs.problems.append(
                Problem(relative(paths, path), None, None, None, rule)
            )
            return


def relative(paths: Paths, path: Path) -> str:
    """Return a path as messages show it: from the root where it lies below it."""
    return str(
        path.relative_to(paths.root) if path.is_relative_to(paths.root) else path
    )


def add_table(
    inputs: Inputs,
    paths: Paths,
    path: Path,
    schema: Schema,
    defaults: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Read a CSV file and add its rows to the table of its schema.

    Args:
        inputs: what is read.
        paths: where the file is named from.
        path: the file.
        schema: its columns.
        defaults: columns that it may leave out, with what they are then.

    """
    data = read_bytes(inputs, path, relative(paths, path))
    rows = rows_of(inputs, paths, path, data, schema, defaults)
    append_rows(inputs, schema, rows)


def add_readings(inputs: Inputs, paths: Paths, path: Path, schema: Schema) -> None:
    """Read landed scenarios, which may have a column for a choice, named as it.

    Such a column says what rows of scenario_choices say; its cells become rows there, at
    the place where they stand. The columns may be in any order.
    """
    registry = inputs.tables.get("reading_choices", pd.DataFrame(columns=["choice_id"]))
    choices = [c for c in registry["choice_id"].unique() if c not in schema.columns]
    wide = {**schema.columns, **dict.fromkeys(choices, "text")}
    data = read_bytes(inputs, path, relative(paths, path))
    first = (data or b"").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    header = [c for c in next(csv.reader([first]), []) if c in wide]
    wide = {c: wide[c] for c in [*header, *wide]}
    defaults = {**dict.fromkeys(choices, ""), **schema.defaults}
    rows = rows_of(inputs, paths, path, data, replace(schema, columns=wide), defaults)
    frame = pd.DataFrame(rows, columns=["file", "row", *wide], dtype=object)
    append_rows(
        inputs, schema, frame[["file", "row", *schema.columns]].to_numpy().tolist()
    )
    key = ["file", "row", "scenario_id"]
    options = frame.melt(key, choices, "choice_id", "option_id")
    options = options[options["option_id"] != ""]
    if len(options):
        append_rows(
            inputs, inputs.schemas["scenario_choices"], options.to_numpy().tolist()
        )


def rows_of(
    inputs: Inputs,
    paths: Paths,
    path: Path,
    data: bytes | None,
    schema: Schema,
    defaults: Mapping[str, str],
) -> list[list[str]]:
    """Return the rows of what was read of a CSV file; what is wrong becomes a problem."""
    inputs.files.append(path)
    name = relative(paths, path)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for item in read_csv(data, name, schema, defaults) if data is not None else ():
        (problems if isinstance(item, Problem) else rows).append(item)  # type: ignore[arg-type]
    inputs.problems.extend(problems)
    return rows


def append_rows(
    inputs: Inputs, schema: Schema, rows: Sequence[Sequence[object]]
) -> None:
    """Append rows (file, row number, then the columns) to the table of a schema."""
    frame = pd.DataFrame(rows, columns=["file", "row", *schema.columns], dtype=object)
    if schema.name in inputs.tables:
        frame = pd.concat([inputs.tables[schema.name], frame], ignore_index=True)
    inputs.tables[schema.name] = frame


def read_bytes(inputs: Inputs, path: Path, name: str) -> bytes | None:
    """Return what a file holds and keep its hash; None, and a problem, if it cannot be."""
    try:
        n_bytes = path.stat().st_size
        if n_bytes <= MAX_BYTES:
            data = path.read_bytes()
            inputs.hashes[name] = hashlib.sha256(data).hexdigest()
            return data
        rule = too_large(n_bytes, MAX_BYTES, "bytes")
    except OSError as error:
        rule = f"cannot be read: {error.strerror}"
    inputs.problems.append(Problem(name, None, None, None, rule))
    return None


def read_csv(
    data: bytes, name: str, schema: Schema, defaults: Mapping[str, str]
) -> Iterator[list | Problem]:
    """Yield the rows of a file as texts, each with file and row number, and problems.

    Row 1 is the header, as a spreadsheet counts. A column of `defaults` may be left out.
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
        given = [c for c in schema.columns if c in header or c not in defaults]
        types = {c: schema.columns[c] for c in given}
        problem = header_problem(header, name, replace(schema, columns=types))
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
            row = {**defaults, **dict(zip(given, cells, strict=True))}
            yield [name, reader.line_num, *(row[c] for c in schema.columns)]
        if n_rows == 0:
            yield Problem(name, 1, None, None, "the file has a header and no rows")
    except csv.Error as error:
        yield Problem(
            name, reader.line_num, None, None,
            f"not a CSV file: {error}; expected commas between cells and double quotes "
            "around cells that contain commas",
        )  # fmt: skip


def too_large(n: int, limit: int, unit: str) -> str:
    """Return the rule that a file breaks which is too large to be read cell by cell."""
    return (
        f"the file has {n:,} {unit}, expected at most {limit:,}; figures in such numbers "
        "are a Parquet panel (docs/engines.md)"
    )


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


def header_problem(header: list[str], name: str, schema: Schema) -> Problem | None:
    """Return what is wrong with the header of a file, or None."""
    expected = list(schema.columns)
    if header == expected:
        return None
    for delimiter, title in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and delimiter in header[0]:
            return Problem(
                name,
                1,
                None,
                header[0],
                f"cells are separated by {title}, expected commas",
            )
    repeated = sorted({c for c in header if c.strip() and header.count(c) > 1})
    missing = [c for c in expected if c not in header]
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
        rule += "; see docs/landing.md"
    return Problem(name, 1, first, ",".join(header), rule)


def add_parquet(inputs: Inputs, paths: Paths, path: Path, schema: Schema) -> None:
    """Read a tidy Parquet file and add its rows to the landed values."""
    inputs.files.append(path)
    name = relative(paths, path)
    data = read_bytes(inputs, path, name)
    if data is None:
        return
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
            problem = header_problem(list(types), name, schema) or type_problem(
                types, name, schema
            )
            if problem:
                inputs.problems.append(problem)
                return
            ((n_rows,),) = relation.count("*").fetchall()
            if n_rows > MAX_ROWS:
                rule = too_large(n_rows, MAX_ROWS, "rows")
                inputs.problems.append(Problem(name, None, None, None, rule))
                return
            texts = [
                f"coalesce(cast({column} as varchar), '')" for column in schema.columns
            ]
            # Measured where they are: a file of few bytes can hold long texts.
            lengths = " + ".join(f"strlen({text})" for text in texts)
            ((n_bytes,),) = relation.sum(lengths).fetchall()
            if n_bytes and n_bytes > MAX_BYTES:
                rule = too_large(n_bytes, MAX_BYTES, "bytes of text")
                inputs.problems.append(Problem(name, None, None, None, rule))
                return
            rows = relation.project(", ".join(texts)).fetchall()
    except duckdb.Error as error:
        said = str(error).replace(copy.name, name)
        inputs.problems.append(
            Problem(name, None, None, None, f"cannot be read as Parquet: {said}")
        )
        return
    if not rows:
        inputs.problems.append(Problem(name, None, None, None, "the file has no rows"))
    append_rows(
        inputs, schema, [[name, n, *row] for n, row in enumerate(rows, start=1)]
    )


PARQUET_TYPES = {
    "text": {"VARCHAR"},
    "integer": {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"},
    "double": {"DOUBLE", "FLOAT", "INTEGER", "BIGINT"},
}


def type_problem(types: dict[str, str], name: str, schema: Schema) -> Problem | None:
    """Return the first column of a Parquet file that has a wrong type, or None."""
    for column, wanted in schema.columns.items():
        accepted = PARQUET_TYPES[wanted]
        if types[column] not in accepted:
            return Problem(
                name, None, column, types[column],
                f"expected one of the types [{', '.join(sorted(accepted))}]",
            )  # fmt: skip
    return None
