"""The gate before publishing notices each kind of damage to the marts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import table

from pipeline.gates.mart_gate import (
    RULES,
    built_in_duckdb,
    findings,
    validate_marts,
)
from pipeline.gates.rules import read_rules
from pipeline.landing.problem import Problem
from pipeline.paths import WORKINGS, Paths

# what is done to the marts, the mart that is named, words of the rule
DAMAGE = table("damages")


@pytest.fixture(scope="module")
def published() -> Path:
    """Return the folder of the published build."""
    folder = Paths.from_environment().published()
    assert folder is not None, "Nothing is published: run make run before the tests."
    return folder


@pytest.fixture(scope="module")
def copied(
    tmp_path_factory: pytest.TempPathFactory, published: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to a copy of the published file that may be written to."""
    file = tmp_path_factory.mktemp("gate") / WORKINGS
    shutil.copyfile(published / WORKINGS, file)
    with duckdb.connect(str(file)) as connection:
        yield connection


@pytest.fixture
def private(
    copied: duckdb.DuckDBPyConnection,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the copy in a transaction that is undone after the test."""
    copied.execute("begin transaction")
    yield copied
    copied.execute("rollback")


def test_whole_marts_pass(private: duckdb.DuckDBPyConnection) -> None:
    records, problems = validate_marts(built_in_duckdb(private))
    assert problems == []
    assert len(records) >= 11 and all(record.note for record in records)


def test_scores_that_differ_by_rounding_share_a_rank(
    private: duckdb.DuckDBPyConnection,
) -> None:
    """The gate asks for one rank where two indexes differ in the last bits alone."""
    leaders = "scenario_id = 'paper' and year = 2015 and index_rank in (1, 2)"
    update = "update marts.fct_integration_index set"
    private.execute(
        f"{update} integration_index = 20 + index_rank * 1e-13 where {leaders}"
    )

    def ranks_found() -> list[str | None]:
        _, problems = validate_marts(built_in_duckdb(private))
        return [p.value for p in problems if "permutation in the order" in p.rule]

    # By the last bits the second is ahead, and the ranks of 1 and 2 are those of a chance.
    assert ranks_found() == ["2.0"]
    private.execute(f"{update} index_rank = 1 where {leaders}")
    assert ranks_found() == []


def test_what_has_no_spread_is_told_and_stops_nothing(
    private: duckdb.DuckDBPyConnection,
) -> None:
    """A null that every agglomeration of a year has alike is listed, by its indicator."""
    nothing = "indicator_score = null, null_reason = 'flat_level_bounds'"
    where = "indicator_id = 'average_wage' and scenario_id"
    for mart, column in (
        ("fct_dimension_score", "dimension_score"),
        ("fct_integration_index", "integration_index"),
    ):
        # Means are another check's: here they only must not disagree.
        private.execute(f"update marts.{mart} set {column} = null")

    def found(words: str) -> list[Problem]:
        _, problems = validate_marts(built_in_duckdb(private))
        return [p for p in problems if words in p.rule]

    update = f"update marts.fct_indicator_score set {nothing} where {where}"
    private.execute(f"{update} in ('paper', 'sample_sd', 'r00000002')")
    assert found("a score of each balanced indicator") == []
    (told,) = found("figures that differ somewhere in the pool")
    assert told.severity == "warning"
    assert told.column == "indicator_score of average_wage"
    assert told.value == "flat_level_bounds: paper and 2 more"

    # One agglomeration alone: its mean would be over other indicators than the others'.
    private.execute(
        f"{update} = 'rail_any_line' and cluster_id = 'CGZ' and year = 2015"
    )
    (stops,) = found("a score of each balanced indicator")
    assert stops.severity == "error"
    assert "rail_any_line, CGZ, 2015, average_wage" in (stops.column or "")


def test_figures_of_both_signs_and_an_empty_scenario_are_told(
    private: duckdb.DuckDBPyConnection,
) -> None:
    private.execute(
        "update marts.fct_cluster_dispersion set null_reason = 'mixed_signs' "
        "where indicator_id = 'average_wage' and year = 2015 and cluster_id <> 'YRD'"
    )
    private.execute(
        "update marts.fct_integration_index set n_dimensions = 0 "
        "where scenario_id = 'yrd_26'"
    )
    _, problems = validate_marts(built_in_duckdb(private))
    told = {p.column: p for p in problems if p.severity == "warning"}
    signs = told["cv_population of average_wage"]
    assert signs.value == "yrd_26_plan_2016 CGZ 2015 and 7 more"
    assert "ratio scale" in signs.rule
    assert "indicator_set = available" in told["integration_index of yrd_26"].rule


@pytest.mark.parametrize(("damage", "mart", "rule"), DAMAGE)
def test_damage_is_found(
    private: duckdb.DuckDBPyConnection,
    damage: str,
    mart: str,
    rule: str,
) -> None:
    # A copy without keys: the gate must notice by itself.
    table = damage.split("marts.")[1].split()[0]
    private.execute(f"create table marts.copied as from marts.{table}")
    private.execute(f"drop table marts.{table}")
    private.execute(f"alter table marts.copied rename to {table}")
    private.execute(damage)
    built = built_in_duckdb(private)
    asked = [r for r in read_rules(RULES) if rule in r.expected]
    problems = [problem for r in asked for problem in findings(built, r)]
    found = [problem for problem in problems if problem.file == f"marts.{mart}"]
    assert found, problems
    assert found[0].severity == "error"
