"""Publish a build, keep earlier ones, restore one: each by a single rename.

A build is whole when its folder stands under builds/ by its own name: it is written as
builds/.partial, flushed to disk, and renamed. It is published when the link `current`
leads to it. A process that is killed leaves either the old state or the new one.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.paths import DUCKDB_FILE, WORKINGS, Paths, PipelineError, file_hash

RECORD = "build.json"
REPORT = "quality_report.md"
KEEP_BUILDS = 5
# A reader that asked for the published folder a moment ago may still open files below it.
GRACE_SECONDS = 60


@contextmanager
def build_lock(paths: Paths) -> Iterator[None]:
    """Hold the right to build and publish; the system frees it if the process dies.

    Raises:
        PipelineError: another process holds it, or the folder cannot be written.

    """
    obstacle = paths.obstacle()
    if obstacle:
        raise PipelineError(obstacle)
    try:
        paths.builds.mkdir(parents=True, exist_ok=True)
        file = paths.lock.open("a+", encoding="utf-8")
    except OSError as error:
        raise PipelineError(
            f"Cannot write to {paths.warehouse}: {error.strerror}. Give yourself write "
            "permission, or name another folder: WAREHOUSE_DIR=/some/folder"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise PipelineError(
                f"Another build is under way ({file.read().strip() or 'just started'}). "
                "Nothing was done; try again when it has ended."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S')}")
        file.flush()
        yield
        file.truncate(0)


def read_record(build: Path) -> dict[str, Any]:
    """Return what a build says of itself.

    Raises:
        PipelineError: the record is missing or damaged.

    """
    try:
        record = json.loads((build / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PipelineError(f"{build / RECORD} cannot be read: {error}") from error
    keys = ("build_id", "code_version", "packages", "fingerprints", "files")
    if not isinstance(record, dict) or any(key not in record for key in keys):
        raise PipelineError(f"{build / RECORD} lacks one of [{', '.join(keys)}].")
    if not isinstance(record["files"], dict):
        raise PipelineError(f"{build / RECORD} has no hashes of files.")
    return record


def files_of(build: Path) -> list[Path]:
    """Return every file of a build that is published, in a fixed order.

    Not its record, hidden ones, and what the marts were made of.
    """
    return sorted(
        path
        for path in build.rglob("*")
        if path.is_file()
        and path not in (build / RECORD, build / WORKINGS)
        and not any(part.startswith(".") for part in path.relative_to(build).parts)
    )


def flush(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish_partial(paths: Paths, build_id: str) -> Path:
    """Make the audited build under way the published one; return its folder."""
    for path in paths.partial.rglob("*"):
        flush(path)
        if path.is_file():
            path.chmod(0o444)
    flush(paths.partial)
    build = paths.builds / build_id
    os.rename(paths.partial, build)
    flush(paths.builds)
    point_current_to(paths, build)
    prune(paths)
    return build


def point_current_to(paths: Paths, build: Path) -> None:
    """Change the link `current` by one rename, and see that the others exist."""
    replace_link(paths.current, Path("builds") / build.name)
    for name in (DUCKDB_FILE, "marts"):
        link = paths.warehouse / name
        if not link.is_symlink():
            replace_link(link, Path("current") / name)
    flush(paths.warehouse)


def replace_link(link: Path, target: Path) -> None:
    """Point a link to a target by one rename."""
    temporary = link.with_name(f".{link.name}.new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    os.replace(temporary, link)


def builds_of(paths: Paths) -> list[Path]:
    """Return the whole builds, the newest first."""
    if not paths.builds.is_dir():
        return []
    # Links resolved, as in the path of the published build, which is one of them.
    whole = [b for b in paths.builds.resolve().iterdir() if (b / RECORD).is_file()]
    whole = [build for build in whole if not build.name.startswith(".")]
    return sorted(whole, key=lambda build: build.name, reverse=True)


def prune(paths: Paths, keep: int = KEEP_BUILDS) -> None:
    """Delete builds beyond the number to keep, never the published or a recent one."""
    published = paths.published()
    for build in builds_of(paths)[keep:]:
        is_recent = time.time() - build.stat().st_ctime < GRACE_SECONDS
        if build != published and not is_recent:
            # Renamed first: a folder that is half deleted must not look whole.
            doomed = build.with_name(f".{build.name}.deleted")
            os.rename(build, doomed)
            remove_tree(doomed)


def remove_tree(folder: Path) -> None:
    """Delete a folder that may not exist."""
    if folder.is_dir():
        shutil.rmtree(folder)


def waiting_folder(paths: Paths) -> Path:
    """Return the folder of the audited set that waits for an answer (publish/asks)."""
    return paths.builds / ".asked"


def remove_leftovers(paths: Paths, *, is_over: bool = False) -> None:
    """Delete what a killed process left; after a build, a set that waits stays."""
    for leftover in paths.builds.glob(".*"):
        if not (is_over and leftover == waiting_folder(paths)):
            remove_tree(leftover)


def verify(build: Path) -> list[str]:
    """Return what is damaged of a build: its record, or files that differ from it."""
    try:
        record = read_record(build)
    except PipelineError as error:
        return [str(error)]
    if record["build_id"] != build.name:
        return [f"{build / RECORD} is of another build, {record['build_id']}"]
    files = record["files"]
    problems = []
    for name, expected in sorted(files.items()):
        path = build / name
        if not path.is_file():
            problems.append(f"{path} is missing")
        elif not is_of_hash(path, expected):
            problems.append(f"{path} has changed since it was published")
    unlisted = {build / DUCKDB_FILE, *files_of(build)} - {build / n for n in files}
    problems += [f"{path} is not listed in {RECORD}" for path in sorted(unlisted)]
    return problems


def is_of_hash(path: Path, expected: str) -> bool:
    """Whether a file can be read and has this SHA-256."""
    try:
        return file_hash(path) == expected
    except OSError:
        return False


def newest_whole(paths: Paths) -> tuple[Path | None, list[str]]:
    """Return the build that a new one is compared with, and what is wrong with others.

    It is the published build if that is whole, otherwise the newest kept one that is;
    None where there is none.
    """
    published = paths.published()
    kept = builds_of(paths)
    damaged = []
    if published is None and kept:
        damaged.append(f"{paths.current} leads to no build")
    for build in [published, *(b for b in kept if b != published)]:
        if build is None:
            continue
        damage = verify(build)
        if not damage:
            return build, damaged
        damaged.append(damage[0])
    return None, damaged


def restore(paths: Paths, build_id: str) -> Path:
    """Publish an earlier build again, after checking that it is what it was.

    Raises:
        PipelineError: there is no such build, or its files have changed.

    """
    with build_lock(paths):
        build = paths.builds / build_id
        known = [path.name for path in builds_of(paths)]
        if build_id not in known:
            raise PipelineError(
                f"No build '{build_id}', expected one of [{', '.join(known) or 'none'}]."
            )
        problems = verify(build)
        if problems:
            raise PipelineError("Not restored: " + "; ".join(problems))
        point_current_to(paths, build)
        return build
