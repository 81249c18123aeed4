"""Rules about what was read in SQL, one file each; each finding is a row of a query.

A file begins with comments, each of which may go on over several lines:

    -- expected:   words that finish "expected ..."
    -- why:        why the rule is there
    -- severity:   error stops the build, warning is listed
    -- checked:    optional: the rows that it asks, as `<relation> where ...`, to be
                   counted; figures without it

Its query returns a row per finding:

    file, row      where the value stands
    column_name    column of the file
    value          what is there, with what it is compared with
    expected       optional: the rule for this row, where a limit depends on it
    severity       optional: error or warning for this row
    part           optional: the rule is recorded as several, one for each part of what
                   is checked, which has `part` and `expected` too

The folders are run in this order; a later one where those before have stopped nothing.
`form` reads all tables as one: types, keys, references, choices. `values`, `figures` and
`reference` can rely on the form. They read, in DuckDB:

    <name>             each table that was read by its name (`cities`, `indicators`, ...;
                       landed rows among the seed's): file, row, then its columns as texts,
                       '' where a cell is empty
    limits             one row: limits that several rules share, see limits.sql
    known_alias        alias, city_id: other codes and names that one city alone has
    schema_column, schema_reference, accepted_choice, column_texts
                       what the YAML of the seeds says, see relations.py
    cell, filled_cell, reference_cell, choice_cell, ...
                       for `form`, and cells for all: see form.sql
    figure             one row per figure: file, row, column_name, value, source_id,
                       variable_id, city_id, year, number, unit, landed_unit, is_in_use,
                       is_known, is_other_boundary, published_value; the value of a
                       correction, and its place, in place of what it corrects
                       (published_value is as printed); is_in_use is false where a flag
                       or correction takes it out, is_known true where one names a doubt:
                       a warning does not name it again
    figure_in_use      those in use
    figure_selected    of those, the one that is taken where several publications have it:
                       one row per city, year and variable
    scenario_choice    the option that a reading takes of a choice: scenario_id, choice_id,
                       option_id
    indicator_of_paper the rows of indicators that `paper` may use
    step               positive figures in use with year and number before and after
    ratio, level, movement, scored_variable
                       of plausible_ranges.csv, see movements.sql
    departure          how far a city leaves what the others do, see provinces.sql
    part_of_whole, limited_figure, ...
                       for `values`: see values.sql and limited.sql
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.gates.results import QualityResult, Rule, result_of
from pipeline.landing.problem import Problem

FOLDER = Path(__file__).parent
STAGES = ("form", "values", "figures", "reference")
NEEDED = ("expected", "why", "severity")
PARTS = (*NEEDED, "checked")


def read_head(path: Path, parts: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return what the comments that a file begins with say, by part, and its text."""
    text = path.read_text(encoding="utf-8")
    head = re.match(r"(?:--.*\n)+", text)
    words = " ".join(re.findall(r"^-- ?(.*)$", head[0] if head else "", re.M))
    any_part = "|".join(parts)
    said = re.findall(rf"\b({any_part}): (.*?)(?=\s*(?:{any_part}): |$)", words)
    return dict(said), text


def read_rule(path: Path) -> Rule:
    """Return the rule of a file.

    Raises:
        ValueError: the head of the file lacks a part, or the severity is no such word.

    """
    found, text = read_head(path, PARTS)
    if not set(NEEDED) <= set(found) or found["severity"] not in ("error", "warning"):
        raise ValueError(f"{path} must begin with -- {', -- '.join(NEEDED)}")
    return Rule(path.stem, **found, query=text)


def read_rules(folder: Path) -> list[Rule]:
    """Return the rules of a folder, by name."""
    return [read_rule(path) for path in sorted(folder.glob("*.sql"))]


def run_rules(
    connection: duckdb.DuckDBPyConnection, rules: list[Rule]
) -> tuple[list[QualityResult], list[Problem]]:
    """Return a record per rule, or per part of one, and the findings."""
    records: list[QualityResult] = []
    problems: list[Problem] = []
    for rule in rules:
        rows, columns = found(connection, rule)
        for part, expected, n_checked in parts(connection, rule, "part" in columns):
            of_part = problems_of(rule, [r for r in rows if r.get("part") == part])
            stopping = any(problem.severity == "error" for problem in of_part)
            records.append(
                result_of(
                    rule,
                    "landing",
                    f"landing_{part or rule.name}",
                    of_part,
                    n_checked,
                    rule=expected,
                    severity="error" if stopping else rule.severity,
                )
            )
            problems += of_part
    return records, problems


def findings(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[Problem]:
    """Return what a rule finds, in the order of files and rows."""
    return problems_of(rule, found(connection, rule)[0])


def found(
    connection: duckdb.DuckDBPyConnection, rule: Rule
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of a rule's query in the order of files and rows, and its columns."""
    result = connection.execute(rule.query)
    columns = [column for column, *_ in result.description]
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    rows.sort(key=lambda row: (row["file"], row["row"] or 0, row["column_name"]))
    return rows, columns


def parts(
    connection: duckdb.DuckDBPyConnection, rule: Rule, has_parts: bool
) -> list[tuple[str | None, str, int]]:
    """Return the parts that a rule is recorded as, their words, and what they asked."""
    if has_parts:
        return connection.execute(
            f"select part, expected, count(*) from {rule.checked} group by all order by all"
        ).fetchall()
    ((n_checked,),) = connection.execute(
        f"select count(*) from {rule.checked}"
    ).fetchall()
    return [(None, rule.expected, n_checked)]


def problems_of(rule: Rule, rows: list[dict[str, Any]]) -> list[Problem]:
    """Return rows of a rule's query as findings, each once."""
    return list(
        dict.fromkeys(
            Problem(
                file=row["file"],
                row=row["row"],
                column=row["column_name"],
                value=row["value"],
                rule=f"expected {row.get('expected') or rule.expected}",
                severity=row.get("severity") or rule.severity,
            )
            for row in rows
        )
    )
