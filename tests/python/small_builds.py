"""Small builds: two marts that carry the build's id, published as a real one is."""

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.paths import DUCKDB_FILE, Paths, file_hash
from pipeline.publish import builds
from pipeline.publish.builds import publish_partial


class CrashError(BaseException):
    """Stands for the death of the process."""


def crashing_at(step: int) -> Callable[[Callable], Callable]:
    """Return what makes functions crash at one of their calls, counted over all."""
    calls = itertools.count()

    def crashing(function: Callable) -> Callable:
        def call(*arguments: Any, **named: Any) -> Any:
            if next(calls) == step:
                raise CrashError
            return function(*arguments, **named)

        return call

    return crashing


def small_paths(folder: Path) -> Paths:
    """Return a warehouse that holds small builds."""
    paths = replace(Paths.from_environment(), warehouse=folder / "warehouse")
    paths.builds.mkdir(parents=True)
    return paths


def write_partial(paths: Paths, build_id: str) -> None:
    """Write a small audited build: two marts that carry its id."""
    (paths.partial / "marts").mkdir(parents=True)
    with duckdb.connect(str(paths.partial / DUCKDB_FILE)) as connection:
        connection.execute("create schema marts")
        for mart in ("one", "two"):
            connection.execute(
                f"create table marts.{mart} as "
                f"select '{build_id}' as build_id from range(1000)"
            )
            target = paths.partial / "marts" / f"{mart}.parquet"
            connection.execute(f"copy marts.{mart} to '{target}' (format parquet)")
    (paths.partial / "findings.md").write_text(f"# {build_id}\n")
    files = {
        str(path.relative_to(paths.partial)): file_hash(path)
        for path in builds.files_of(paths.partial)
    }
    record = {
        "build_id": build_id,
        "code_version": "test",
        "packages": {},
        "fingerprints": {},
        "files": files,
    }
    (paths.partial / builds.RECORD).write_text(json.dumps(record))


def publish_small(paths: Paths, build_id: str) -> None:
    """Write and publish a small build."""
    write_partial(paths, build_id)
    publish_partial(paths, build_id)
