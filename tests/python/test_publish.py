"""Whatever happens to a build, readers keep a whole and consistent set of marts."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from kill_builds import kill_builds, mini_world_in, published_build, start_build
from mini_world import built, copied
from small_builds import (
    CrashError,
    crashing_at,
    publish_small,
    small_paths,
    write_partial,
)
from typer.testing import CliRunner

from pipeline.build.run import build, unchanged_since_published, whole_published
from pipeline.cli import app
from pipeline.doctor import diagnose
from pipeline.paths import DUCKDB_FILE, Paths, PipelineError, file_hash
from pipeline.publish import builds
from pipeline.publish.builds import (
    build_lock,
    builds_of,
    publish_partial,
    restore,
    verify,
)

runner = CliRunner()
# Tables that carry the build's id and time, and so differ between builds.
ABOUT_THE_BUILD = {"dim_build", "dim_build_input", "fct_quality_result"}


def ids_that_a_reader_sees(paths: Paths) -> set[str]:
    """Return the build ids in all files of the published build, asked for once."""
    folder = paths.published()
    assert folder is not None
    with duckdb.connect(str(folder / DUCKDB_FILE), read_only=True) as connection:
        rows = connection.execute(
            "select build_id from marts.one union select build_id from marts.two"
        ).fetchall()
        for mart in ("one", "two"):
            rows += connection.execute(
                "select distinct build_id from read_parquet(?)",
                [str(folder / "marts" / f"{mart}.parquet")],
            ).fetchall()
    return {folder.name, *(build_id for (build_id,) in rows)}


def test_fifty_readers_never_see_a_mixed_build(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "build-00")
    stop, is_published = threading.Event(), threading.Event()

    def read() -> int:
        n = 0
        while is_published.wait() and not stop.is_set():
            assert len(ids_that_a_reader_sees(paths)) == 1
            n += 1
        return n

    with ThreadPoolExecutor(50) as readers:
        futures = [readers.submit(read) for _ in range(50)]
        for number in range(1, 21):
            write_partial(paths, f"build-{number:02}")
            is_published.set()
            publish_partial(paths, f"build-{number:02}")
            is_published.clear()
        stop.set()
        is_published.set()
        reads = [future.result() for future in futures]
    assert all(reads)
    assert ids_that_a_reader_sees(paths) == {"build-20"}


@pytest.mark.parametrize("step", range(20))
def test_a_crash_at_any_step_of_publishing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Whichever system call is the last, the published set is the old or the new one."""
    paths = small_paths(tmp_path)
    publish_small(paths, "old")
    write_partial(paths, "new")
    crashing = crashing_at(step)
    with monkeypatch.context() as patched:
        for name in ("rename", "replace", "fsync"):
            patched.setattr(os, name, crashing(getattr(os, name)))
        patched.setattr(Path, "symlink_to", crashing(Path.symlink_to))
        try:
            publish_partial(paths, "new")
            crashed = False
        except CrashError:
            crashed = True

    assert ids_that_a_reader_sees(paths) in ({"old"}, {"new"})
    assert crashed or ids_that_a_reader_sees(paths) == {"new"}
    with build_lock(paths):
        builds.remove_leftovers(paths)
        publish_small(paths, "newer")
    assert ids_that_a_reader_sees(paths) == {"newer"}


@pytest.fixture(scope="module")
def survivor(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Return a mini-world that was built again after one of its builds was killed."""
    paths = mini_world_in(tmp_path_factory.mktemp("killed") / "world")
    new, old = kill_builds(paths, n_builds=1, seed=7)
    assert new + old >= 4
    return paths


def test_killed_builds_leave_a_whole_set(survivor: Paths) -> None:
    """Each was looked at (kill_builds)."""
    published_build(survivor)


def test_a_second_build_at_once_says_so_and_leaves(tmp_path: Path) -> None:
    paths = mini_world_in(tmp_path / "world")
    before = published_build(paths)
    with build_lock(paths):
        second = start_build(paths)
        _, said = second.communicate()
    assert second.returncode == 1
    assert b"Another build is under way (process " in said
    assert published_build(paths) == before


def test_a_restored_build_is_what_it_was(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "first")
    hashes = {p.name: file_hash(p) for p in builds.files_of(paths.builds / "first")}
    publish_small(paths, "second")
    restore(paths, "first")
    folder = paths.published()
    assert folder is not None and folder.name == "first"
    assert {p.name: file_hash(p) for p in builds.files_of(folder)} == hashes
    assert ids_that_a_reader_sees(paths) == {"first"}


def test_a_damaged_build_is_not_restored(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "first")
    publish_small(paths, "second")
    damaged = paths.builds / "first" / "marts" / "one.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    with pytest.raises(PipelineError, match=r"one\.parquet has changed since"):
        restore(paths, "first")
    with pytest.raises(
        PipelineError, match=r"No build 'third', expected one of \[second"
    ):
        restore(paths, "third")
    assert ids_that_a_reader_sees(paths) == {"second"}


def test_old_builds_are_kept_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builds, "GRACE_SECONDS", 0)
    paths = small_paths(tmp_path)
    for number in range(9):
        publish_small(paths, f"build-{number}")
    names = [build.name for build in builds_of(paths)]
    assert names == [f"build-{n}" for n in (8, 7, 6, 5, 4)]
    restore(paths, "build-4")
    builds.prune(paths, keep=1)
    assert [b.name for b in builds_of(paths)] == ["build-8", "build-4"]
    assert list(paths.builds.glob(".*")) == []


@pytest.fixture
def small_disk(tmp_path: Path, mini_world: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own that a second build does not fit on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size for path in mini_world.rglob("*")) + 5_000_000
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        assert "CI" not in os.environ, "CI must be able to mount a small disk"
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def run_build(paths: Paths, before: str = "") -> subprocess.CompletedProcess[str]:
    """Build a project, after a line of Python, and return what the build says."""
    code = f"{before}\nfrom pipeline.cli import app\napp(['build', '--force'])"
    # Not python -c: pyspark, where it is installed, takes that for a doctest and exits.
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(code)
        script.flush()
        return subprocess.run(
            [sys.executable, script.name],
            cwd=paths.root,
            env={
                **os.environ,
                "WAREHOUSE_DIR": str(paths.warehouse),
                "LANDING_DIR": "",
                "PYTHONPATH": str(paths.root),
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.mark.parametrize(
    "before",
    ["", "import pipeline.build.run; pipeline.build.run.MIN_FREE_BYTES = 0"],
    ids=["known before it begins", "met while dbt writes"],
)
def test_a_full_disk_is_named_and_nothing_is_lost(
    small_disk: Path, tmp_path: Path, before: str
) -> None:
    paths = mini_world_in(tmp_path / "world", small_disk / "warehouse")
    published = published_build(paths)
    result = run_build(paths, before)
    assert result.returncode == 1, result.stdout
    assert "No space left in" in result.stderr
    assert "What was published before stays." in result.stderr
    assert "Traceback" not in result.stderr
    assert published_build(paths) == published
    assert list(paths.builds.glob(".*")) == []


def test_a_read_only_folder_is_named(small_disk: Path, tmp_path: Path) -> None:
    paths = mini_world_in(tmp_path / "world", small_disk / "warehouse")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = run_build(paths)
    assert result.returncode == 1, result.stdout
    assert f"Cannot write to {paths.warehouse}: Read-only file system" in result.stderr
    assert "WAREHOUSE_DIR=" in result.stderr
    assert "Traceback" not in result.stderr
    published_build(paths)


def test_a_missing_permission_is_named(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "old")
    paths.warehouse.chmod(0o555)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        with (
            pytest.raises(
                PipelineError, match=r"Permission denied\. Give yourself write"
            ),
            build_lock(paths),
        ):
            raise AssertionError("the lock was given without permission")
    finally:
        os.seteuid(me)
        paths.warehouse.chmod(0o755)
    assert ids_that_a_reader_sees(paths) == {"old"}


def test_two_builds_give_identical_marts(survivor: Paths, mini_world: Path) -> None:
    again = survivor.current.resolve()
    names = {path.name for path in (mini_world / "marts").iterdir()}
    assert names == {path.name for path in (again / "marts").iterdir()}
    different = {
        name.removesuffix(".parquet")
        for name in names
        if (mini_world / "marts" / name).read_bytes()
        != (again / "marts" / name).read_bytes()
    }
    assert different <= ABOUT_THE_BUILD
    assert verify(again) == []


def test_unchanged_inputs_and_code_do_nothing() -> None:
    published = Paths.from_environment().published()
    assert published is not None
    result = runner.invoke(app, ["build"])
    assert result.exit_code == 0, result.output
    assert (
        f"the published build {published.name}: nothing to do"
        in result.output.replace("\n", " ")
    )


def test_inputs_that_change_meanwhile_are_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", "")
    built()
    paths = copied(tmp_path / "world")
    landed = paths.landing / "island_office.csv"
    text = landed.read_text()

    def edit(step: str) -> None:
        if step == "Mart gate":
            landed.write_text(text.replace("990700,2010,", "990700,2011,", 1))
            assert landed.read_text() != text

    with pytest.raises(
        PipelineError, match=r"island_office\.csv.*Nothing was published"
    ):
        build(paths, progress=edit)
    assert paths.published() is None


@pytest.mark.parametrize(
    "record", [b"{}", b"null", b"[1]", b"\xff\xfe", b'{"files": 1']
)
def test_a_damaged_record_is_named(tmp_path: Path, record: bytes) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "old")
    published = paths.published()
    assert published is not None
    (published / builds.RECORD).chmod(0o644)
    (published / builds.RECORD).write_bytes(record)
    with pytest.raises(PipelineError, match=r"build\.json"):
        restore(paths, "old")
    assert unchanged_since_published(paths, {}) is None
    folder, warnings = whole_published(paths)
    assert folder is None and "build.json" in str(warnings[0])
    assert any("build.json" in text for is_well, text in diagnose(paths) if not is_well)


def test_a_damaged_build_is_not_compared_with(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    publish_small(paths, "old")
    published = paths.published()
    assert whole_published(paths) == (published, [])
    damaged = paths.warehouse / "marts" / "two.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(b"PAR1")
    folder, warnings = whole_published(paths)
    assert folder is None
    assert warnings[0].severity == "warning" and "two.parquet" in warnings[0].rule


def test_publish_lists_the_builds() -> None:
    result = runner.invoke(app, ["publish"], env={"COLUMNS": "120"})
    published = Paths.from_environment().published()
    assert result.exit_code == 0 and published is not None
    assert published.name in result.output


def test_export_writes_every_mart(tmp_path: Path, mini_world: Path) -> None:
    result = runner.invoke(
        app,
        ["export", str(tmp_path), "--format", "both"],
        env={"WAREHOUSE_DIR": str(mini_world.parents[1])},
    )
    assert result.exit_code == 0, result.output
    for source in (mini_world / "marts").glob("*.parquet"):
        assert (tmp_path / source.name).read_bytes() == source.read_bytes()
        count = "select count(*) from read_csv(?, header = true, all_varchar = true)"
        rows = duckdb.execute(count, [str(tmp_path / f"{source.stem}.csv")]).fetchone()
        assert (
            rows
            == duckdb.execute(
                "select count(*) from read_parquet(?)", [str(source)]
            ).fetchone()
        )


def test_doctor_names_a_damaged_file(tmp_path: Path) -> None:
    paths = mini_world_in(tmp_path / "world")
    environment = {"WAREHOUSE_DIR": str(paths.warehouse)}
    well = runner.invoke(app, ["doctor"], env=environment)
    assert well.exit_code == 0, well.output
    folder = paths.published()
    assert folder is not None
    damaged = folder / "marts" / "dim_city.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    ill = runner.invoke(app, ["doctor"], env=environment)
    assert ill.exit_code == 1
    assert "dim_city.parquet has changed since it was published" in ill.output.replace(
        "\n", " "
    )
