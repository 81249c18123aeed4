"""The mini-world, built by the pipeline, is what pandas says it is."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import Frames
from mini_world import COMPARED, EXPECTED, copied, dbt_on, variables_of
from recomputation import MARTS, mart_differences, read_marts

from pipeline.build.dbt_runner import TESTS_OF_CODE
from pipeline.paths import DUCKDB_FILE

# A reading that differs from another in what must not matter.
SAME = (("paper_frozen", "paper"),)


@pytest.fixture(scope="module")
def marts(mini_world: Path) -> Frames:
    return read_marts(mini_world / DUCKDB_FILE)


@pytest.mark.parametrize("name", COMPARED)
def test_named_readings_are_as_expected(name: str, marts: Frames) -> None:
    """Indexes, dimension scores and scores of expected/, to 1e-9."""
    expected = pd.read_csv(EXPECTED / f"{name}.csv")
    mart = marts[name]
    mart = mart[mart["scenario_id"].isin(expected["scenario_id"])]
    assert len(expected) > 0
    messages = mart_differences(name, mart, expected)
    assert not messages, "\n\n".join(messages)
    named = marts["fct_integration_index"]["scenario_id"]
    assert set(named[~named.str.fullmatch(r"r\d+|without_\w+")]) == set(
        pd.read_csv(EXPECTED / "fct_integration_index.csv")["scenario_id"]
    )


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_must_not_matter_does_not(one: str, other: str, mini_world: Path) -> None:
    with duckdb.connect(str(mini_world / DUCKDB_FILE), read_only=True) as connection:
        (n, most) = connection.execute(
            """
            select count(*), max(abs(a.integration_index - b.integration_index))
            from marts.fct_integration_index as a
            inner join marts.fct_integration_index as b
                on a.cluster_id = b.cluster_id and a.year = b.year
            where a.scenario_id = ? and b.scenario_id = ?
            """,
            [one, other],
        ).fetchall()[0]
    assert n == 6
    assert most < 1e-12


def test_tests_of_the_code_pass_on_it(mini_world: Path, tmp_path: Path) -> None:
    """Models and macros by hand-made rows: on a copy, since they are run in the file."""
    paths = copied(tmp_path / "world")
    dbt = dbt_on(paths, paths.root, mini_world)
    command = ["test", "--select", *TESTS_OF_CODE]
    results = dbt.call(command, variables_of(mini_world)).result.results
    # A hook is a result too.
    for kind in ("unit_test", "test"):
        tests = [r for r in results if r.node.resource_type == kind]
        assert len(tests) >= 20
        assert {str(result.status) for result in tests} == {"pass"}


def test_every_mart_is_that_of_pandas(marts: Frames, mini_recomputed: Frames) -> None:
    """All that the recomputation computes, of seeds and landing files, anew."""
    messages = [
        message
        for name in MARTS
        for message in mart_differences(name, marts[name], mini_recomputed[name])
    ]
    assert not messages, "\n\n".join(messages)


def test_a_source_of_uncertainty_that_is_off_has_no_share(mini_world: Path) -> None:
    """The mini-world switches one off: cities. The others have shares of both kinds."""
    with duckdb.connect(str(mini_world / DUCKDB_FILE), read_only=True) as connection:
        shares = connection.sql("""
            from marts.fct_sensitivity
            where experiment_id = 'joint' and measure = 'integration_index'
        """).df().set_index("uncertainty_id")  # fmt: skip
        streams = connection.sql("select distinct cities_stream from marts.dim_draw")
        assert streams.fetchall() == [(0,)]
    columns = ["first_order_index", "first_order_error", "total_index", "total_error"]
    assert (shares.loc["cities", columns] == 0).all(axis=None)
    for source in ("dimension_weights", "figure_errors", "cv_pool"):
        assert (shares.loc[source, "total_index"] > 0).any(), source
