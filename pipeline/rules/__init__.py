"""Rules about figures and reference rows in SQL, one file each, run on what was read.

A file begins with `-- expected:` (words that finish "expected ..."), `-- why:` and
`-- severity:` (error stops the build, warning is listed), each of which may go on over
several comment lines. Its query returns a row per finding:

    file, row      where the value stands
    column_name    column of the file
    value          what is there, with what it is compared with
    expected       optional: the rule for this row, where a limit depends on it
    severity       optional: error or warning for this row

It reads, in DuckDB:

    <name>             each table that was read by its name (`cities`, `indicators`, ...;
                       landed rows among the seed's): file, row, then its columns as texts,
                       '' where a cell is empty
    accepted_choice    one row per value that the YAML of a seed accepts in a column:
                       table_name, column_name, value
    column_texts       one row per description in the YAML of a seed: table_name,
                       column_name ('' for the seed itself), description
    figure             one row per figure: file, row, column_name, value, source_id,
                       variable_id, city_id, year, number, unit, is_in_use, is_known,
                       is_other_boundary, published_value; the value of a correction, and
                       its place, in place of what it corrects (published_value is as
                       printed); is_in_use is false where a flag or correction takes it
                       out, is_known true where one names a doubt: a warning does not
                       name it again
    figure_in_use      those in use
    figure_selected    of those, the one that is taken where several publications have it:
                       one row per city, year and variable
    ratio, level, movement, scored_variable
                       of plausible_ranges.csv, see relations.sql

The form of files, types, keys and references have been checked before.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.gates import QualityResult, sample_of
from pipeline.inputs import Inputs, Problem

FOLDER = Path(__file__).parent
# Tables of up to so many rows are copied: a query reads them faster than a frame.
SMALL = 10_000
PARTS = ("expected", "why", "severity")
RELATIONS = FOLDER / "relations.sql"


@dataclass(frozen=True)
class Rule:
    """A rule: its name, its words and its query."""

    name: str
    expected: str
    why: str
    severity: str
    query: str


def read_rule(path: Path) -> Rule:
    """Return the rule of a file.

    Raises:
        ValueError: the head of the file lacks a part, or the severity is no such word.

    """
    text = path.read_text(encoding="utf-8")
    head = re.match(r"(?:--.*\n)+", text)
    words = " ".join(re.findall(r"^-- ?(.*)$", head[0] if head else "", re.M))
    found = dict(
        re.findall(
            rf"\b({'|'.join(PARTS)}): (.*?)(?=\s*(?:{'|'.join(PARTS)}): |$)", words
        )
    )
    if set(found) != set(PARTS) or found["severity"] not in ("error", "warning"):
        raise ValueError(f"{path} must begin with -- {', -- '.join(PARTS)}")
    return Rule(path.stem, **found, query=text)


def read_rules(folder: Path = FOLDER) -> list[Rule]:
    """Return the rules of a folder, by name."""
    paths = sorted(folder.rglob("*.sql"))
    return [read_rule(path) for path in paths if path != RELATIONS]


def run_rules(
    inputs: Inputs, figures: pd.DataFrame, rules: list[Rule] | None = None
) -> tuple[list[QualityResult], list[Problem]]:
    """Run the rules on what was read.

    Args:
        inputs: what was read, whose form is well.
        figures: one row per figure, of `landing_gate.figures`.
        rules: all, or those of a test.

    Returns:
        a record per rule, and the findings.

    """
    records, problems = [], []
    with relations(inputs, figures) as connection:
        for rule in read_rules() if rules is None else rules:
            found = findings(connection, rule)
            records.append(record(rule, found, len(figures)))
            problems += found
    return records, problems


def relations(inputs: Inputs, figures: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    """Return a connection in which a rule can read what was read."""
    connection = duckdb.connect(config={"threads": 1})
    for name, table in inputs.tables.items():
        connection.register(f"{name}_frame", table)
        kind = "view" if len(table) > SMALL else "table"
        connection.execute(f"create temp {kind} {name} as from {name}_frame")
    accepted = [
        (name, column, value)
        for name, schema in inputs.schemas.items()
        for column, values in schema.accepted.items()
        for value in values
    ]
    columns = ["table_name", "column_name", "value"]
    connection.register("accepted_choice", pd.DataFrame(accepted, columns=columns))
    texts = [
        (name, column, text)
        for name, schema in inputs.schemas.items()
        for column, text in schema.texts.items()
    ]
    columns = ["table_name", "column_name", "description"]
    connection.register("column_texts", pd.DataFrame(texts, columns=columns))
    columns = ["source_id", "variable_id", "city_id", "number", "published_value"]
    frame = figures[["file", "row", "column", "value", *columns]].assign(
        year=figures["year_number"],
        unit=figures["variable_unit"],
        is_in_use=~figures["is_exempt"].astype(bool),
        is_known=figures["is_known"].astype(bool),
        is_other_boundary=figures["is_other_boundary"].astype(bool),
    )
    frame = frame.rename(columns={"column": "column_name"}).astype({"row": int})
    connection.register("figure_frame", frame)
    connection.execute("create temp table figure as from figure_frame")
    connection.execute(RELATIONS.read_text(encoding="utf-8"))
    return connection


def findings(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[Problem]:
    """Return what a rule finds, in the order of files and rows."""
    relation = connection.sql(rule.query)
    rows = [
        dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()
    ]
    rows.sort(key=lambda row: (row["file"], row["row"] or 0, row["column_name"]))
    return [
        Problem(
            file=row["file"],
            row=row["row"],
            column=row["column_name"],
            value=row["value"],
            rule=f"expected {row.get('expected') or rule.expected}",
            severity=row.get("severity") or rule.severity,
        )
        for row in rows
    ]


def record(rule: Rule, found: list[Problem], n_checked: int) -> QualityResult:
    """Return the record of a rule for fct_quality_result."""
    stops = any(problem.severity == "error" for problem in found)
    return QualityResult(
        gate="landing",
        suite=f"landing_{rule.name}",
        expectation="expect_no_finding",
        rule=rule.expected,
        note=rule.why,
        column_name="",
        severity="error" if stops else rule.severity,
        is_success=not found,
        n_checked=n_checked,
        n_failing=len(found),
        failing_sample=sample_of(found),
    )
