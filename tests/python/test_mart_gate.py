"""The gate before publishing notices each kind of damage to the marts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.gates.mart_gate import built_in_duckdb, validate_marts
from pipeline.landing.problem import Problem
from pipeline.paths import WORKINGS, Paths

CELL = "scenario_id = 'paper' and cluster_id = 'YRD' and year = 2015"

# what is done to the marts, the mart that is named, words of the rule
DAMAGE = [
    (
        f"update marts.fct_indicator_score set evenness_score = 101 where {CELL} "
        "and indicator_id = 'pm25'",
        "fct_indicator_score",
        "an evenness score k from 0 to 100",
    ),
    (
        f"update marts.fct_indicator_score set indicator_score = -1 where {CELL} "
        "and indicator_id = 'pm25'",
        "fct_indicator_score",
        "an indicator score K of at least 0",
    ),
    (
        f"update marts.fct_indicator_score set indicator_score = 32 where {CELL} "
        "and indicator_id = 'pm25'",
        "fct_indicator_score",
        "an indicator score K of at most 100 R",
    ),
    (
        f"update marts.fct_indicator_score set indicator_score = null where {CELL} "
        "and indicator_id = 'pm25'",
        "fct_indicator_score",
        "a score of each balanced indicator",
    ),
    (
        f"update marts.fct_integration_index set integration_index = 20 where {CELL}",
        "fct_integration_index",
        "equals the mean of its dimension scores",
    ),
    (
        f"update marts.fct_integration_index set index_rank = 2 where {CELL}",
        "fct_integration_index",
        "ranks that are a permutation",
    ),
    (
        f"update marts.fct_dimension_score set dimension_rank = 4 where {CELL}",
        "fct_dimension_score",
        "ranks that are a permutation",
    ),
    (
        f"delete from marts.fct_integration_index where {CELL}",
        "all",
        "a row for each agglomeration and year",
    ),
    # Marts that the counts of others could be taken from, and one that no other joins.
    (
        "delete from marts.rpt_integration_index where scenario_id = 'without_310000'",
        "all",
        "a row for each agglomeration and year",
    ),
    (
        "delete from marts.rpt_between_cluster_cv where scenario_id = 'paper' "
        "and year = 2015",
        "all",
        "a row for each agglomeration and year",
    ),
    (
        "delete from marts.fct_dimension_score where scenario_id = 'without_310000' "
        "and dimension_id = 'ecology'",
        "all",
        "a row for each agglomeration and year",
    ),
    (
        "update marts.fct_integration_index set scenario_id = 'unknown' "
        "where scenario_id = 'r00000002'",
        "all",
        "a row for each agglomeration and year",
    ),
    *(
        (damage, "all", "a scenario for each row of scenarios")
        for damage in (
            "delete from marts.dim_scenario where scenario_id = 'without_310000'",
            "delete from marts.dim_scenario where scenario_id = 'r00000002'",
            "delete from marts.dim_scenario where scenario_id = 'sample_sd'",
            "delete from marts.dim_cluster_size where cluster_id = 'CGZ'",
            "delete from marts.dim_indicator_availability where indicator_id = 'pm25'",
            "delete from marts.fct_cluster_dispersion where cluster_id = 'CGZ' "
            "and year = 2007 and indicator_id = 'average_wage'",
        )
    ),
    *(
        (f"delete from marts.{mart} where true", "all", "at least one row")
        for mart in ("fct_observation", "fct_city_indicator", "dim_city", "fct_claim")
    ),
    (
        "delete from marts.fct_integration_index where true",
        "all",
        "a row for each agglomeration and year",
    ),
    (
        "delete from marts.fct_indicator_score where indicator_id = 'pm25'",
        "all",
        "indicator that dim_indicator_availability has",
    ),
    (
        f"update marts.fct_indicator_score set evenness_score = null where {CELL} "
        "and indicator_id = 'pm25'",
        "fct_indicator_score",
        "equals k R f",
    ),
    (
        "update marts.fct_indicator_score set indicator_score = indicator_score / 2 "
        "where scenario_id = 'paper'",
        "fct_indicator_score",
        "equals k R f",
    ),
    (
        f"update marts.fct_dimension_score set dimension_score = dimension_score + 1e-6 "
        f"where {CELL}",
        "fct_dimension_score",
        "equals the mean of its indicator scores",
    ),
    (
        "update marts.fct_integration_index set integration_index = integration_index + 1 "
        "where scenario_id in (select scenario_id from marts.dim_scenario where "
        "aggregation = 'geometric')",
        "fct_integration_index",
        "equals the mean of its dimension scores",
    ),
    (
        f"update marts.rpt_integration_index set integration_index = 99 where {CELL}",
        "rpt_integration_index",
        "the index and rank of fct_integration_index",
    ),
    (
        "update marts.dim_cluster_size set size_adjustment = 0.5 where cluster_id = 'YRD'",
        "dim_cluster_size",
        "size adjustments R that sum to 1",
    ),
    (
        "update marts.fct_city_indicator set value = 'NaN' where city_id = '310000'",
        "all",
        "no NaN and no infinite number",
    ),
    (
        "update marts.fct_observation set value = 'Infinity' where city_id = '310000' "
        "and year = 2010",
        "all",
        "no NaN and no infinite number",
    ),
]


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
    _, problems = validate_marts(built_in_duckdb(private))
    found = [p for p in problems if p.file == f"marts.{mart}" and rule in p.rule]
    assert found, problems
    assert found[0].severity == "error"
