"""Reference seeds whose rows are well-formed and wrong: each rule, tried on real rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

from pipeline.build.bounds import rows_hash
from pipeline.gates.rules import FOLDER, findings, read_rules
from pipeline.gates.rules.relations import relations
from pipeline.landing.inputs import read_inputs
from pipeline.paths import Paths

RULES = {rule.name: rule for rule in read_rules(FOLDER / "reference")}


@dataclass(frozen=True)
class Case:
    """A change of rows that are well-formed, and what the gate says of it.

    Attributes:
        subject: what it is about.
        rule: the rule that finds it.
        table: the table that is changed.
        where: the rows.
        change: what is set there; empty where the rows are lost.
        column: the column that the finding names.
        rows: the rows that it names, as `<table> where ...`; the changed ones if empty,
            `-` where a row is missing.
        severity: of the finding.

    """

    subject: str
    rule: str
    table: str
    where: str
    change: str
    column: str
    rows: str
    severity: str


with Path(__file__).with_name("reference_cases.csv").open(encoding="utf-8") as file:
    CASES = [Case(**row) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def connection(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection in which the rules read the seeds; a test rolls back."""
    folder = tmp_path_factory.mktemp("reference")
    inputs = read_inputs(Paths(root=ROOT, warehouse=folder, landing=folder))
    assert inputs.problems == []
    with relations(inputs) as connection:
        yield connection


@pytest.mark.parametrize("name", RULES)
def test_no_rule_finds_fault_with_the_seeds(
    name: str, connection: duckdb.DuckDBPyConnection
) -> None:
    assert list(map(str, findings(connection, RULES[name]))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.change} {c.where}")
def test_a_wrong_row_is_found(
    case: Case, connection: duckdb.DuckDBPyConnection
) -> None:
    rows = case.rows or f"{case.table} where {case.where}"
    statement = (
        f"delete from {case.table} where {case.where}"
        if not case.change
        else f"update {case.table} set {case.change} where {case.where}"
    )
    connection.execute("begin")
    try:
        places = set(
            connection.execute(f"select file, row from {rows}").fetchall()
            if rows != "-"
            else []
        )
        changed = connection.execute(statement).fetchone()
        found = findings(connection, RULES[case.rule])
    finally:
        connection.execute("rollback")
    assert changed and changed[0] > 0
    own = [p for p in found if p.column == case.column and p.severity == case.severity]
    assert own, "\n".join(map(str, found))
    assert rows == "-" or places & {(p.file, p.row) for p in own}, "\n".join(
        map(str, own)
    )


def test_each_rule_is_tried() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_what_is_frozen_has_the_hash_that_the_gate_computes(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = [
        ["paper", "mean_value", "pm25", "20.5", "1e-05", "2026-11-24"],
        ["paper", "cv", "all", "0.0", "2.5", "2026-11-24"],
    ]
    connection.execute("begin")
    try:
        for number, row in enumerate(rows, start=90):
            connection.execute(
                "insert into frozen_bounds values (?, ?, 'new', ?, ?, ?, ?, ?, ?)",
                ["seeds/bounds.csv", number, *row],
            )
        (unknown,) = findings(connection, RULES["fixed_rows"])
        connection.execute(
            "insert into fixed_rows values (?, ?, 'frozen_bounds', 'new', '2', ?)",
            ["fixed_rows.csv", 15, rows_hash(rows)],
        )
        found = findings(connection, RULES["fixed_rows"])
    finally:
        connection.execute("rollback")
    assert (unknown.file, unknown.row) == ("seeds/bounds.csv", 90)
    assert found == []
