"""What the tests share: the project, its manifest and copies of it to try things on."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = ("test_engines", "test_bad_inputs")
PROJECT_PARTS = ("dbt_project.yml", "macros", "models", "profiles", "seeds", "tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; processes share the work by file (make test)."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def manifest(root: Path) -> dict[str, Any]:
    """Parse the project; return dbt's manifest. Nothing is built."""
    from mini_world import locked

    # dbt reads again what has changed since: a parse of its own, shared by all processes.
    folder = root / "target" / "manifest"
    with locked(root / "target" / "manifest.lock"):
        result = run_dbt(root, "--quiet", "parse", "--target-path", str(folder))
        assert result.returncode == 0, result.stdout
        return json.loads((folder / "manifest.json").read_text())


@pytest.fixture(scope="session")
def mini_world() -> Path:
    """Build the mini-world, once for all processes; return the published build."""
    from mini_world import built

    return built()


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
    return to


def run_dbt(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dbt in a project and return its output; the caller looks at the exit code."""
    environment = {**os.environ, "DBT_PROFILES_DIR": "profiles"}
    environment.pop("WAREHOUSE", None)
    return subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def landed_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build with the made-up regions landed; return the folder of the published build."""
    from countries import land_countries
    from regions import land_more
    from test_landing import land_region

    folder = tmp_path_factory.mktemp("region")
    land_region(folder / "landing")
    land_more(folder / "landing")
    land_countries(folder / "landing")
    result = subprocess.run(
        [sys.executable, "-m", "pipeline", "build"],
        cwd=ROOT,
        env={
            **os.environ,
            "WAREHOUSE_DIR": str(folder / "warehouse"),
            "LANDING_DIR": str(folder / "landing"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return (folder / "warehouse" / "current").resolve()


@pytest.fixture
def speaker(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what makes sentences in both languages."""
    from statements import Speaker

    return Speaker(monkeypatch)
