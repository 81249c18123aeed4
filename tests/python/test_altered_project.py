"""Changes to a copy of the project: what a row adds, and what a wrong sign breaks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from conftest import WAREHOUSE, Frames, copy_project, fresh_warehouse, run_dbt
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from mini_world import copied, variables_of, with_landing
from recomputation import mart_differences, read_marts, recompute

from pipeline.build.dbt_runner import Dbt
from pipeline.paths import WORKINGS


@dataclass(frozen=True)
class Altered:
    """A mini-world to alter: its project, its file and what pandas says of it."""

    root: Path
    file: Path
    dbt: Dbt
    variables: dict[str, Any]
    expected: dict[str, pd.DataFrame]

    def run(self, *command: str) -> Any:
        """Run dbt and let go of the file; return dbt's result, whatever it is."""
        try:
            return self.dbt.call(list(command), self.variables)
        finally:
            DuckDBConnectionManager.close_all_connections()

    def differences(self) -> list[str]:
        """Return how the marts of the file differ from pandas."""
        return [
            message
            for name, frame in read_marts(self.file).items()
            for message in mart_differences(name, frame, self.expected[name])
        ]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, mini_world: Path) -> Altered:
    """Return a mini-world of its own, with nothing altered yet."""
    folder = tmp_path_factory.mktemp("altered")
    paths = copied(folder / "world")
    file = folder / "altered.duckdb"
    return Altered(
        paths.root,
        file,
        Dbt(paths, paths.root, warehouse=file),
        variables_of(mini_world),
        recompute(with_landing(paths, folder / "seeds")),
    )


@pytest.fixture
def fresh(world: Altered, mini_world: Path) -> Altered:
    """Return the mini-world with the marts as they were published."""
    world.file.unlink(missing_ok=True)
    shutil.copyfile(mini_world / WORKINGS, world.file)
    return world


@contextmanager
def written(path: Path, text: str) -> Iterator[None]:
    """Write a file for a while."""
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


# macro or model, what is written there, what is written instead, models to build again
ALTERATIONS = [
    (
        "macros/statistics/mean_score",
        "then exp({{ weighted_mean(",
        "then exp(-{{ weighted_mean(",
        "fct_dimension_score",
    ),
    (
        "macros/statistics/coefficient_of_variation",
        "nullif(abs(avg({{ value }})), 0)",
        "nullif(-abs(avg({{ value }})), 0)",
        "int_cluster_dispersion",
    ),
    (
        "macros/statistics/min_max_score",
        "upper ~ ') - (' ~ value",
        "upper ~ ') + (' ~ value",
        "int_scenario_cell",
    ),
    (
        "macros/adjustments/level_adjustment",
        "* {{ min_max_score(mean, lower, upper, 'descending') }}",
        "+ {{ min_max_score(mean, lower, upper, 'descending') }}",
        "int_scenario_cell",
    ),
    (
        "macros/adjustments/size_adjustment",
        "(cast({{ n_members }}",
        "(-cast({{ n_members }}",
        "int_cluster_size",
    ),
    (
        "macros/statistics/krugman_specialisation",
        "- (({{ pool_section_value }})",
        "+ (({{ pool_section_value }})",
        "int_krugman_specialisation",
    ),
    (
        "macros/statistics/linear_fill",
        "(({{ previous_value }}) + (",
        "(({{ previous_value }}) - (",
        "int_observation",
    ),
    (
        "macros/statistics/nearest_year_pick",
        "({{ year }})), {{ candidate_year }}",
        "({{ year }})), -{{ candidate_year }}",
        "int_near_year",
    ),
]


@pytest.mark.parametrize(("file", "written_there", "instead", "model"), ALTERATIONS)
def test_recomputation_notices_a_changed_sign(
    fresh: Altered, file: str, written_there: str, instead: str, model: str
) -> None:
    path = fresh.root / f"{file}.sql"
    original = path.read_text(encoding="utf-8")
    assert original.count(written_there) == 1
    with written(path, original.replace(written_there, instead)):
        result = fresh.run("run", "--select", f"{model}+")
    assert result.success, result.exception
    assert fresh.differences()


def test_nothing_differs_where_nothing_is_altered(fresh: Altered) -> None:
    assert fresh.differences() == []


def test_outliers_notice_a_changed_sign(tmp_path: Path, recomputed: Frames) -> None:
    """Distances need ten cities: of the five agglomerations."""
    project = copy_project(tmp_path)
    fresh_warehouse(project)
    path = project / "models" / "intermediate" / "int_outlier_distance.sql"
    original = path.read_text(encoding="utf-8")
    was, instead = (
        f"- expected.ln_median {sign} expected.ln_expected)" for sign in "-+"
    )
    assert original.count(was) == 1
    path.write_text(original.replace(was, instead), encoding="utf-8")
    name = "fct_outlier"
    before = read_marts(project / WAREHOUSE)[name]
    assert mart_differences(name, before, recomputed[name]) == []
    result = run_dbt(project, "run", "--select", f"int_outlier_distance+,+{name}")
    assert result.returncode == 0, result.stdout
    assert mart_differences(
        name, read_marts(project / WAREHOUSE)[name], recomputed[name]
    )


def test_what_fails_leaves_what_was_there(fresh: Altered) -> None:
    """A model and a seed are each replaced in one transaction."""
    model = fresh.root / "models" / "marts" / "fct_claim.sql"
    seed = fresh.root / "seeds" / "reference" / "exchange_rates.csv"
    count = """
        select (select count(*) from marts.fct_claim), count(*) from raw.exchange_rates
    """

    def rows() -> tuple:
        with duckdb.connect(str(fresh.file), read_only=True) as connection:
            return connection.execute(count).fetchall()[0]

    before = rows()
    assert min(before) > 0
    twice = "select * from final union all by name select * from final"
    changed = model.read_text(encoding="utf-8").replace("select * from final", twice)
    dear = seed.read_text(encoding="utf-8") + "2030,dear,exchange_rates\n"
    for command, path, text in (("run", model, changed), ("seed", seed, dear)):
        with written(path, text):
            result = fresh.run(command, "--select", path.stem)
        assert not result.success
        (failed,) = result.result.results
        assert str(failed.status) == "error"
    assert rows() == before
