"""The gate before publishing notices each kind of damage to the marts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.mart_gate import validate_marts
from pipeline.paths import DUCKDB_FILE, Paths

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
    (
        "update marts.fct_cluster_dispersion set n_cities = n_cities - 1 "
        "where cluster_id = 'MYR' and n_cities > 0",
        "fct_cluster_dispersion",
        "no fewer cities than in the published build",
    ),
]


@pytest.fixture(scope="module")
def published() -> Path:
    """Return the folder of the published build."""
    folder = Paths.from_environment().published()
    assert folder is not None, "Nothing is published: run make run before the tests."
    return folder


@pytest.fixture
def private(tmp_path: Path, published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to a copy of the published file that may be written to."""
    file = tmp_path / DUCKDB_FILE
    shutil.copyfile(published / DUCKDB_FILE, file)
    with duckdb.connect(str(file)) as connection:
        yield connection


def test_whole_marts_pass(private: duckdb.DuckDBPyConnection, published: Path) -> None:
    records, problems = validate_marts(private, published)
    assert problems == []
    assert len(records) >= 11 and all(record.note for record in records)


def test_scores_that_differ_by_rounding_share_a_rank(
    private: duckdb.DuckDBPyConnection, published: Path
) -> None:
    """The gate asks for one rank where two indexes differ in the last bits alone."""
    leaders = "scenario_id = 'paper' and year = 2015 and index_rank in (1, 2)"
    update = "update marts.fct_integration_index set"
    private.execute(
        f"{update} integration_index = 20 + index_rank * 1e-13 where {leaders}"
    )

    def ranks_found() -> list[str | None]:
        _, problems = validate_marts(private, published)
        return [p.value for p in problems if "permutation in the order" in p.rule]

    # By the last bits the second is ahead, and the ranks of 1 and 2 are those of a chance.
    assert ranks_found() == ["2.0"]
    private.execute(f"{update} index_rank = 1 where {leaders}")
    assert ranks_found() == []


@pytest.mark.parametrize(("damage", "mart", "rule"), DAMAGE)
def test_damage_is_found(
    private: duckdb.DuckDBPyConnection,
    published: Path,
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
    _, problems = validate_marts(private, published)
    found = [p for p in problems if p.file == f"marts.{mart}" and rule in p.rule]
    assert found, problems
    assert found[0].severity == "error"
