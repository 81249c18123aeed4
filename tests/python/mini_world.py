"""The mini-world: the project with a made-up region in place of the five agglomerations.

    python tests/python/mini_world.py build [FOLDER]

builds and publishes it in a folder (warehouse/mini_world), for looking and trying;

    python tests/python/mini_world.py expect

writes what is expected of it anew, by the recomputation in pandas.
examples/mini_world/README.md says what it is made of.
"""

import csv
import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.build.dbt_runner import Dbt  # noqa: E402
from pipeline.landing.checked import CODE  # noqa: E402
from pipeline.landing.landed import landing_variables  # noqa: E402
from pipeline.paths import WORKINGS, Paths  # noqa: E402

WORLD = ROOT / "examples" / "mini_world"
EXPECTED = WORLD / "expected"
FOLDER = ROOT / "warehouse" / "mini_world"
REFERENCE = Path("seeds") / "reference"
FIXED = REFERENCE / "fixed_rows.csv"
# What is compared with a stored expectation: every reading that has a name.
COMPARED = ("fct_integration_index", "fct_dimension_score", "fct_indicator_score")


def compose(to: Path) -> Paths:
    """Write the mini-world's project into a folder, over what was there of an earlier one.

    Every file of examples/mini_world takes the place of the project's at the same path;
    the figures are its own alone. The method, with all models, rules and reference seeds
    that say nothing of a place, is the project's.
    """
    for part in (*CODE, "seeds"):
        source = ROOT / part
        if source.is_dir():
            shutil.rmtree(to / part, ignore_errors=True)
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, to / part, ignore=ignored)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, to / part)
    shutil.rmtree(to / "seeds" / "city_year")
    for part in ("seeds", "landing", "tests"):
        shutil.copytree(WORLD / part, to / part, dirs_exist_ok=True)
    write_fixed_rows(to)
    settings = to / "dbt_project.yml"
    project = yaml.safe_load(settings.read_text(encoding="utf-8"))
    figures = sorted(path.stem for path in (to / "seeds" / "city_year").glob("*.csv"))
    project["vars"]["figure_seeds"] = figures
    settings.write_text(yaml.safe_dump(project), encoding="utf-8")
    return Paths(root=to, warehouse=to / "warehouse", landing=to / "landing")


def write_fixed_rows(to: Path) -> None:
    """Fix what the mini-world has of its own, and what it takes from the project."""
    with (WORLD / FIXED).open(encoding="utf-8", newline="") as file:
        header, *own = csv.reader(file)
    own_tables = {row[0] for row in own}
    with (ROOT / FIXED).open(encoding="utf-8", newline="") as file:
        taken = [row for row in list(csv.reader(file))[1:] if row[0] not in own_tables]
    with (to / FIXED).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *taken, *own])


def with_landing(paths: Paths, to: Path) -> Path:
    """Write the seeds with what landed among them, as the recomputation reads them."""
    shutil.copytree(paths.root / "seeds", to)
    for landed in (paths.landing / "reference").glob("*.csv"):
        seed = to / "reference" / landed.name
        both = [pd.read_csv(path, dtype=str) for path in (seed, landed)]
        pd.concat(both).to_csv(seed, index=False)
    for landed in paths.landing.glob("*.csv"):
        long = pd.read_csv(landed, dtype=str)
        for source, figures in long.groupby("source_id"):
            wide = figures.pivot(
                index=["city_id", "year"], columns="variable_id", values="value"
            )
            wide.to_csv(to / "city_year" / f"{source}__{landed.stem}.csv")
    return to


def write_expected(to: Path = EXPECTED) -> None:
    """Recompute the mini-world in pandas, and store what is compared."""
    import tempfile

    from recomputation import recompute

    to.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = compose(Path(folder) / "world")
        marts = recompute(with_landing(paths, Path(folder) / "seeds"))
    for mart in COMPARED:
        table = marts[mart]
        if mart == "fct_indicator_score":
            table = table[table["scenario_id"].isin(["paper", "with_islands"])]
        table.to_csv(to / f"{mart}.csv", index=False, lineterminator="\n")


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Wait until no other process does what this one is about to do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def built(to: Path = FOLDER) -> Path:
    """Build the mini-world unless it is published as it is; return the published build.

    What dbt parsed is kept, an earlier build is not: what moves is not asked about.
    """
    from pipeline.build.run import build, unchanged_since_published
    from pipeline.landing.checked import fingerprint

    with locked(to.with_suffix(".lock")):
        paths = compose(to)
        if unchanged_since_published(paths, fingerprint(paths)) is None:
            shutil.rmtree(paths.warehouse, ignore_errors=True)
            paths.warehouse.mkdir()
            build(paths)
    published = paths.published()
    assert published is not None
    return published


def variables_of(published: Path) -> dict[str, Any]:
    """Return the variables with which the pipeline called dbt for a build."""
    with duckdb.connect(str(published / WORKINGS), read_only=True) as connection:
        landed = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'landing' "
            "order by all"
        ).fetchall()
    return landing_variables([name for (name,) in landed], has_panel=False)


def copied(to: Path) -> Paths:
    """Write a mini-world of its own into a folder, with what dbt parsed of `built`'s."""
    paths = compose(to)
    shutil.copytree(FOLDER / "target", to / "target")
    return paths


def dbt_on(paths: Paths, project: Path, published: Path) -> Dbt:
    """Return dbt on a copy of a project, with a copy of what was published.

    The file lies as it does in a build: elsewhere, dbt would parse all anew.
    """
    file = project.parent / ".partial" / WORKINGS
    file.parent.mkdir(exist_ok=True)
    shutil.copyfile(published / WORKINGS, file)
    return Dbt(paths, project, warehouse=file)


def main() -> None:
    """Build the mini-world, or write what is expected of it."""
    match sys.argv[1:]:
        case ["expect"]:
            write_expected()
        case ["build", *named]:
            paths = compose(Path(*named) if named else FOLDER)
            shutil.rmtree(paths.warehouse, ignore_errors=True)
            paths.warehouse.mkdir()
            # As a person sees it: by the command line, with its messages.
            command = [sys.executable, "-m", "pipeline", "build"]
            sys.exit(subprocess.call(command, cwd=paths.root))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
