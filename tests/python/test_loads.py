"""What was checked is what is loaded, and what was published is what is read."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kill_builds import copy_published
from small_builds import publish_small, small_paths

from pipeline import publish
from pipeline.build import all_fingerprints, unchanged_since_published, whole_published
from pipeline.doctor import published_files
from pipeline.paths import DUCKDB_FILE, PipelineError
from pipeline.publish import newest_whole, restore, verify


def edit_record(build: Path, **changes: object) -> None:
    """Change keys of a build's record, as an editor would."""
    record = build / publish.RECORD
    record.chmod(0o644)
    record.write_text(json.dumps(json.loads(record.read_text()) | changes))


def overwrite(path: Path, data: bytes = b"edited") -> None:
    """Write other bytes into a file of a build."""
    path.chmod(0o644)
    path.write_bytes(data)


def without_listing(build: Path, name: str) -> None:
    """Take a file out of the list of a build's record."""
    files = json.loads((build / publish.RECORD).read_text())["files"]
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
    "record gone": lambda b: (b / publish.RECORD).unlink(),
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
    paths = copy_published(tmp_path / "warehouse")
    hashes = all_fingerprints(paths, None)
    published = paths.published()
    assert published is not None
    edit_record(published, fingerprints=hashes)
    assert unchanged_since_published(paths, hashes) == published.name
    (published / "findings.md").unlink()
    assert unchanged_since_published(paths, hashes) is None
