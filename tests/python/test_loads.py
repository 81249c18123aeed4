"""What was checked is what is loaded, and what was published is what is read."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import copy_project as copy_for_dbt
from conftest import run_dbt
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from kill_builds import mini_world_in
from mini_world import copied, variables_of
from small_builds import publish_small, small_paths

from pipeline.build.dbt_runner import Dbt
from pipeline.build.run import (
    package_versions,
    unchanged_since_published,
    whole_published,
)
from pipeline.doctor import published_files
from pipeline.landing.checked import copy_project, fingerprint, stop_on_other_inputs
from pipeline.landing.inputs import read_inputs
from pipeline.paths import DUCKDB_FILE, WORKINGS, Paths, PipelineError, file_hash
from pipeline.publish import builds
from pipeline.publish.builds import newest_whole, restore, verify


def edit_record(build: Path, **changes: object) -> None:
    """Change keys of a build's record, as an editor would."""
    record = build / builds.RECORD
    record.chmod(0o644)
    record.write_text(json.dumps(json.loads(record.read_text()) | changes))


def overwrite(path: Path, data: bytes = b"edited") -> None:
    """Write other bytes into a file of a build."""
    path.chmod(0o644)
    path.write_bytes(data)


def without_listing(build: Path, name: str) -> None:
    """Take a file out of the list of a build's record."""
    files = json.loads((build / builds.RECORD).read_text())["files"]
    edit_record(build, files={k: v for k, v in files.items() if k != name})


DAMAGES: dict[str, Callable[[Path], object]] = {
    "mart edited": lambda b: overwrite(b / "marts" / "one.parquet"),
    "mart gone": lambda b: (b / "marts" / "one.parquet").unlink(),
    "all marts gone": lambda b: shutil.rmtree(b / "marts"),
    "DuckDB file edited": lambda b: overwrite(b / DUCKDB_FILE),
    "DuckDB log beside": lambda b: (b / f"{DUCKDB_FILE}.wal").write_bytes(b"wal"),
    "page edited": lambda b: overwrite(b / "findings.md"),
    "page not listed": lambda b: without_listing(b, "findings.md"),
    "mart not listed": lambda b: without_listing(b, "marts/two.parquet"),
    "no file listed": lambda b: edit_record(b, files={}),
    "no file listed nor there": lambda b: (
        edit_record(b, files={}), shutil.rmtree(b / "marts"), (b / DUCKDB_FILE).unlink()
    ),
    "files are no list": lambda b: edit_record(b, files=["marts/one.parquet"]),
    "record of another build": lambda b: edit_record(b, build_id="build-0"),
    "record gone": lambda b: (b / builds.RECORD).unlink(),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_set_is_noticed_everywhere(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """Doctor, restore, `nothing to do` and what a build is compared with agree."""
    paths = small_paths(tmp_path)
    for build_id in ("build-1", "build-2"):
        publish_small(paths, build_id)
    first, second = (paths.builds / f"build-{n}" for n in (1, 2))
    assert newest_whole(paths) == (second, [])

    damage(second)

    assert len(verify(second)) >= 1
    assert unchanged_since_published(paths, {}) is None
    with pytest.raises(PipelineError):
        restore(paths, "build-2")
    (is_well, text), *_ = published_files(paths)
    assert not is_well and "publish --restore build-1" in text
    whole, damaged = newest_whole(paths)
    assert whole == first and len(damaged) == 1
    build, warnings = whole_published(paths)
    assert build == first and "compared with build-1 instead" in warnings[0].rule
    damage(first)
    assert newest_whole(paths)[0] is None


def test_without_the_link_the_newest_whole_build_is_compared_with(
    tmp_path: Path,
) -> None:
    paths = small_paths(tmp_path)
    assert newest_whole(paths) == (None, [])
    for build_id in ("build-1", "build-2", "build-3"):
        publish_small(paths, build_id)
    restore(paths, "build-2")
    assert newest_whole(paths) == (paths.builds / "build-2", [])
    paths.current.unlink()
    overwrite(paths.builds / "build-3" / DUCKDB_FILE)
    build, damaged = newest_whole(paths)
    assert build == paths.builds / "build-2"
    assert "leads to no build" in damaged[0] and "build-3" in damaged[1]


def test_nothing_to_do_needs_a_whole_set(tmp_path: Path) -> None:
    paths = mini_world_in(tmp_path / "world")
    hashes = fingerprint(paths)
    published = paths.published()
    assert published is not None
    edit_record(published, fingerprints=hashes)
    assert unchanged_since_published(paths, hashes) == published.name
    (published / "findings.md").unlink()
    assert unchanged_since_published(paths, hashes) is None


def test_a_build_with_a_panel_is_of_these_inputs_and_code(tmp_path: Path) -> None:
    """Doctor does not know the panel; nor does the viewer."""
    paths = mini_world_in(tmp_path / "world")
    published = paths.published()
    assert published is not None
    hashes = fingerprint(paths) | {"landing panel /panel.parquet": "0"}
    edit_record(published, fingerprints=hashes, packages=package_versions())
    assert "of these inputs and code" in published_files(paths)[-1][1]
    edit_record(published, fingerprints=hashes | {"seeds/x.csv": "0"})
    assert "older than the inputs or code" in published_files(paths)[-1][1]


@pytest.fixture
def project(tmp_path: Path) -> Paths:
    """Return a copy of the project, with a landed file."""
    root = copy_for_dbt(tmp_path / "project")
    (root / "landing").mkdir()
    (root / "landing" / "figures.csv").write_text(
        "city_id,year,variable_id,value,unit,source_id,flag\n"
        "310000,2015,gdp,25123,100m_yuan,bureau_area,\n"
    )
    return Paths(root, root / "warehouse", root / "landing")


@pytest.fixture
def world(tmp_path: Path, mini_world: Path) -> tuple[Paths, dict[str, Any]]:
    """Return a mini-world of its own, as dbt parsed it, and dbt's variables for it."""
    paths = copied(tmp_path / "world")
    paths.partial.mkdir(parents=True)
    return paths, variables_of(mini_world)


def rates(root: Path) -> Path:
    """Return the seed of exchange rates."""
    return root / "seeds" / "reference" / "exchange_rates.csv"


def put_rate(root: Path, rate: str) -> str:
    """Put another rate for 2005 into the seed; return what the seed was."""
    before = rates(root).read_text()
    rates(root).write_text(before.replace("2005,8.1917", f"2005,{rate}"))
    assert rate in rates(root).read_text()
    return before


def loaded_rate(file: Path) -> float:
    """Return the rate of 2005 that was loaded into a DuckDB file."""
    with duckdb.connect(str(file), read_only=True) as connection:
        query = "select yuan_per_usd from marts.dim_exchange_rate where year = 2005"
        return connection.execute(query).fetchall()[0][0]


def test_a_copied_checkout_loads_its_own_seeds(tmp_path: Path) -> None:
    """Dbt's parse comes along with target/ and remembers where the first folder was."""
    first = copy_for_dbt(tmp_path / "first")
    arguments = ["seed", "--select", "exchange_rates"]
    run_dbt(first, *arguments)
    second = tmp_path / "second[1]*#"
    shutil.copytree(first, second)
    put_rate(second, "7.5")
    run_dbt(second, *arguments)
    assert loaded_rate(second / "warehouse" / "dev.duckdb") == 7.5


def test_a_seed_changed_while_dbt_reads_it_is_loaded_as_it_was_checked(
    world: tuple[Paths, dict[str, Any]],
) -> None:
    project, variables = world
    hashes = fingerprint(project)
    file = project.partial / WORKINGS
    folder = copy_project(project, hashes, project.project)
    dbt = Dbt(project, folder, warehouse=file)
    before = put_rate(project.root, "7.5")
    assert dbt.call(["seed", "--select", "exchange_rates"], variables).success
    DuckDBConnectionManager.close_all_connections()
    rates(project.root).write_text(before)
    assert fingerprint(project) == hashes
    assert loaded_rate(file) == 8.1917


def test_what_dbt_reads_has_the_hashes_that_were_taken(project: Paths) -> None:
    hashes = fingerprint(project)
    folder = copy_project(project, hashes, project.warehouse / "one")
    copied = Paths(folder, folder / "warehouse", folder / "landing")
    assert fingerprint(copied).items() <= hashes.items()
    names = {name for name in hashes if name.startswith(("seeds/", "models/"))}
    assert names <= fingerprint(copied).keys()
    for name in ("models/relations.yml", "seeds/reference/exchange_rates.csv"):
        with (project.root / name).open("a") as file:
            file.write("\n")
        with pytest.raises(PipelineError, match=f"Changed while .*{name}"):
            copy_project(project, hashes, project.warehouse / "three")
        hashes = fingerprint(project)


def test_a_yaml_file_that_is_put_back_is_read_as_it_is(
    world: tuple[Paths, dict[str, Any]],
) -> None:
    project, variables = world

    def read() -> str:
        folder = copy_project(project, fingerprint(project), project.project)
        parsed = Dbt(project, folder, warehouse=project.partial / WORKINGS)
        manifest = parsed.call(["parse"], variables).result
        return manifest.nodes["seed.integration_index.sources"].description

    yaml = project.root / "models" / "relations.yml"
    text = yaml.read_text()
    assert "One row per publication" in read()
    yaml.write_text(text.replace("One row per publication", "Other"))
    assert "Other" in read()
    yaml.write_text(text)
    assert "One row per publication" in read()


@pytest.mark.parametrize("when", ["seed", "landed", "landed and gone", "one more"])
def test_the_gate_reads_what_was_hashed(project: Paths, when: str) -> None:
    """A file that is changed for the moment of the gate alone stops the build."""
    landed = project.landing / "figures.csv"
    hashes = fingerprint(project)
    stop_on_other_inputs(hashes, read_inputs(project))
    if when == "seed":
        put_rate(project.root, "7.5")
        name = "exchange_rates.csv"
    elif when == "landed":
        landed.write_text(landed.read_text().replace("25123", "25124"))
        name = "figures.csv"
    elif when == "landed and gone":
        landed.unlink()
        name = "figures.csv"
    else:
        shutil.copyfile(landed, project.landing / "more.csv")
        name = "more.csv"
    with pytest.raises(PipelineError, match=f"Changed while the build .*{name}"):
        stop_on_other_inputs(hashes, read_inputs(project))


def test_a_landed_file_named_in_capitals_is_one_that_was_hashed(
    project: Paths,
) -> None:
    (project.landing / "figures.csv").rename(project.landing / "FIGURES.CSV")
    inputs = read_inputs(project)
    assert "city_year_values" in inputs.tables
    stop_on_other_inputs(fingerprint(project), inputs)


def test_a_landed_parquet_file_is_read_from_the_bytes_that_are_hashed(
    project: Paths,
) -> None:
    file = project.landing / "fig[1]*?#.parquet"
    duckdb.execute(
        "copy (select '310000' as city_id, 2016 as year, 'gdp' as variable_id, "
        "28178::double as value, '100m_yuan' as unit, 'bureau_area' as source_id, "
        f"'' as flag) to '{file}' (format parquet)"
    )
    inputs = read_inputs(project)
    assert inputs.problems == []
    stop_on_other_inputs(fingerprint(project), inputs)
    assert inputs.hashes[f"landing/{file.name}"] == file_hash(file)
