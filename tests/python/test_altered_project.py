"""Changes to a copy of the project: what a row adds, and what a wrong sign breaks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Frames, table
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from mini_world import copied, dbt_on, variables_of
from recomputation import MARTS, mart_differences, read_marts

from pipeline.build.dbt_runner import Dbt
from pipeline.landing.checked import copy_project, fingerprint
from pipeline.landing.landed import landing_variables
from pipeline.paths import WORKINGS, Paths


@dataclass(frozen=True)
class Altered:
    """A project to alter, as dbt parsed it; its file and what pandas says of it."""

    dbt: Dbt
    variables: dict[str, Any]
    expected: Frames

    @cached_property
    def manifest(self) -> Any:
        """What dbt parsed, once for all alterations."""
        return self.dbt.call(["parse"], self.variables).result

    @property
    def file(self) -> Path:
        """The file that dbt writes."""
        assert self.dbt.warehouse is not None
        return self.dbt.warehouse

    def run(self, *command: str) -> Any:
        """Run dbt and let go of the file; return dbt's result, whatever it is."""
        try:
            return self.dbt.call(list(command), self.variables, manifest=self.manifest)
        finally:
            DuckDBConnectionManager.close_all_connections()

    def run_from(self, model: str, marts: Any = MARTS) -> None:
        """Build again what leads from a model to marts that are compared."""
        result = self.run("run", "--select", *(f"{model}+,+{mart}" for mart in marts))
        # Besides the hook.
        assert result.success and result.result.results[1:], result.exception

    def differences(self, marts: Any = MARTS) -> list[str]:
        """Return how marts of the file differ from pandas."""
        found = read_marts(self.file, marts)
        return [
            message
            for name in marts
            for message in mart_differences(name, found[name], self.expected[name])
        ]

    @contextmanager
    def altered(self, kind: str, name: str, was: str, instead: str) -> Iterator[None]:
        """Have dbt take something else for a part of a macro or model for a while."""
        of_kind = self.manifest.macros if kind == "macro" else self.manifest.nodes
        node = of_kind[f"{kind}.integration_index.{name}"]
        code = "macro_sql" if kind == "macro" else "raw_code"
        before = getattr(node, code)
        assert before.count(was) == 1
        setattr(node, code, before.replace(was, instead))
        try:
            yield
        finally:
            setattr(node, code, before)


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, mini_world: Path, mini_recomputed: Frames
) -> Altered:
    """Return a mini-world of its own, with nothing altered yet."""
    paths = copied(tmp_path_factory.mktemp("altered") / "world")
    dbt = dbt_on(paths, paths.root, mini_world)
    return Altered(dbt, variables_of(mini_world), mini_recomputed)


@pytest.fixture
def fresh(world: Altered, mini_world: Path) -> Altered:
    """Return the mini-world with the marts as they were published."""
    shutil.copyfile(mini_world / WORKINGS, world.file)
    return world


# macro, what is written there, what is written instead, models to build again
ALTERATIONS = table("alterations")


@pytest.mark.parametrize(("macro", "written_there", "instead", "model"), ALTERATIONS)
def test_recomputation_notices_a_changed_sign(
    fresh: Altered, macro: str, written_there: str, instead: str, model: str
) -> None:
    with fresh.altered("macro", macro, written_there, instead):
        fresh.run_from(model)
    assert fresh.differences()


def test_nothing_differs_where_nothing_is_altered(fresh: Altered) -> None:
    assert fresh.differences() == []
    fresh.run_from("int_observation")
    assert fresh.differences() == []


def test_outliers_notice_a_changed_sign(tmp_path: Path, recomputed: Frames) -> None:
    """Distances need ten cities: of the five agglomerations."""
    paths = Paths.from_environment()
    published = paths.published()
    assert published is not None, "Nothing is published: run make run before the tests."
    copy = copy_project(paths, fingerprint(paths), tmp_path / ".project")
    dbt = dbt_on(paths, copy, published)
    project = Altered(dbt, landing_variables([], has_panel=False), recomputed)
    assert project.differences(["fct_outlier"]) == []
    was, instead = (
        f"- expected.ln_median {sign} expected.ln_expected)" for sign in "-+"
    )
    with project.altered("model", "int_outlier_distance", was, instead):
        project.run_from("int_outlier_distance", ["fct_outlier"])
    assert project.differences(["fct_outlier"])


def test_what_fails_leaves_what_was_there(fresh: Altered) -> None:
    """A model and a seed are each replaced in one transaction."""
    seed = fresh.dbt.project / "seeds" / "reference" / "exchange_rates.csv"
    count = """
        select (select count(*) from marts.fct_claim), count(*) from marts.dim_exchange_rate
    """

    def rows() -> tuple:
        with duckdb.connect(str(fresh.file), read_only=True) as connection:
            return connection.execute(count).fetchall()[0]

    before = rows()
    assert min(before) > 0
    once, twice = "\nselect * from final", " union all by name select * from final"
    with seed.open("a", encoding="utf-8") as file:
        file.write("2030,dear,exchange_rates\n")
    with fresh.altered("model", "fct_claim", once, once + twice):
        for command, name in (("run", "fct_claim"), ("seed", "exchange_rates")):
            result = fresh.run(command, "--select", name)
            assert not result.success
            (_hook, failed) = result.result.results
            assert str(failed.status) == "error"
    assert rows() == before
