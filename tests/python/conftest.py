"""What the tests share: the project, its manifest and copies of it to try things on."""

import contextlib
import csv
import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.paths import Paths

ROOT = Path(__file__).resolve().parents[2]
# What others gain from, and what takes longest; the rest follows by name. Nobody waits then
# for what another process makes.
FIRST = ("test_manifest", "test_publish", "test_landing", "test_viewer_tasks",
         "test_viewer_browser", "test_viewer_access", "test_altered_project", "test_panel",
         "test_mutations", "test_viewer_regions", "test_viewer_sql_box", "test_how_to",
         "test_new_years", "test_bad_inputs", "test_viewer_downloads", "test_additions",
         "test_loads", "test_environment", "test_uncertainty")  # fmt: skip
N_READINGS = 16
LEFT_OUT = ("high_speed_rail", "average_wage", "patents_per_10k", "ecology")
Frames = dict[str, pd.DataFrame]
# What dbt parsed for the manifest: it parses a copy of the project from there faster.
PARSED = ROOT / "target" / "manifest"
PROJECT_PARTS = ("dbt_project.yml", "macros", "models", "profiles", "seeds", "tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what others wait for; the processes share the rest (make test)."""
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def manifest(shared: Path) -> dict[str, Any]:
    """Parse the project; return dbt's manifest. Nothing is built."""

    def parse() -> dict[str, Any]:
        run_dbt(ROOT, "--quiet", "parse", "--target-path", str(PARSED))
        return json.loads((PARSED / "manifest.json").read_text())

    return once(shared / "manifest.pickle", parse)


@pytest.fixture(scope="session")
def mini_world() -> Path:
    """Build the mini-world, once for all processes; return the published build."""
    from mini_world import built

    return built()


def table(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table beside the tests."""
    file = Path(__file__).with_name(f"{name}.csv")
    with file.open(encoding="utf-8", newline="") as rows:
        return [tuple(row.values()) for row in csv.DictReader(rows)]


def copy_project(to: Path) -> Path:
    """Copy what dbt needs of the project, so that a test can change it."""
    to.mkdir(exist_ok=True)
    for part in PROJECT_PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, to / part)
        else:
            shutil.copy2(source, to / part)
    (to / "warehouse").mkdir()
    parse = PARSED / "partial_parse.msgpack"
    if parse.exists():
        (to / "target").mkdir()
        shutil.copy2(parse, to / "target")
    return to


def run_dbt(project: Path, *arguments: str) -> None:
    """Run dbt in a project, as its command line does."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    with contextlib.chdir(project), pytest.MonkeyPatch.context() as environment:
        environment.setenv("DBT_PROFILES_DIR", "profiles")
        environment.delenv("WAREHOUSE", raising=False)
        result = dbtRunner().invoke(["--no-use-colors", *arguments])
        DuckDBConnectionManager.close_all_connections()
    assert result.success, result.exception


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of this run of the tests have."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def once(file: Path, make: Callable[[], Any]) -> Any:
    """Return what is made once for all processes, and kept in a file."""
    from mini_world import locked

    with locked(file.with_suffix(".lock")):
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
        return pickle.loads(file.read_bytes())


@pytest.fixture(scope="session")
def recomputed(shared: Path) -> Frames:
    """Compute the marts from the seeds, once for all processes.

    Readings are drawn from all combinations of the open choices.
    """
    from recomputation import recompute

    return once(
        shared / "recomputed.pickle",
        lambda: recompute(ROOT / "seeds", N_READINGS, LEFT_OUT),
    )


@pytest.fixture(scope="session")
def mini_recomputed(shared: Path) -> Frames:
    """Compute the marts of the mini-world from its seeds and landing files."""
    from mini_world import compose, with_landing
    from recomputation import recompute

    def compute() -> Frames:
        paths = compose(shared / "mini_world")
        return recompute(with_landing(paths, shared / "mini_seeds"))

    return once(shared / "mini_recomputed.pickle", compute)


@pytest.fixture(scope="session")
def landed_build(shared: Path) -> Path:
    """Build with the made-up regions landed; return the folder of the published build."""
    from countries import land_countries
    from mini_world import locked
    from regions import land_more
    from test_landing import land_region

    from pipeline.build.run import build

    folder = shared / "region"
    with locked(folder.with_suffix(".lock")):
        if not folder.exists():
            land_region(folder / "landing")
            land_more(folder / "landing")
            land_countries(folder / "landing")
            paths = Paths(ROOT, folder / "warehouse", folder / "landing")
            paths.warehouse.mkdir()
            build(paths)
    return (folder / "warehouse" / "current").resolve(strict=True)


@pytest.fixture(scope="session")
def standalone_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a master of Spark and a worker; return the address of the master."""
    from engines import require
    from spark_servers import standalone_cluster

    require("spark")
    with standalone_cluster(tmp_path_factory.mktemp("cluster")) as master:
        yield master


@pytest.fixture(scope="session")
def thrift_server(
    tmp_path_factory: pytest.TempPathFactory, standalone_cluster: str
) -> Iterator[dict[str, str]]:
    """Run Spark's Thrift server on the cluster; return what leads to it."""
    from spark_servers import thrift_server

    folder = tmp_path_factory.mktemp("thrift")
    with thrift_server(folder, standalone_cluster) as server:
        yield server


@pytest.fixture
def speaker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Return what makes sentences in both languages."""
    from statements import Speaker

    return Speaker(monkeypatch, tmp_path)
