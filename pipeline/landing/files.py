"""The files of the seeds and of the landing folder: which there are, and their bytes."""

import errno
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.landing.problem import Problem
from pipeline.landing.schemas import Schema
from pipeline.landing.visible import fault
from pipeline.paths import Paths

MAX_LINE = 100_000
# What the gate reads cell by cell: ten times the figures of the seeds fit easily.
MAX_BYTES = 100_000_000
MAX_ROWS = 1_000_000
MAX_DEPTH = 20
LITTER = ("thumbs.db", "desktop.ini", "__macosx", "readme", "readme.md", "readme.txt")


@dataclass
class Inputs:
    """What was read: texts as they stand in the files, with file and row.

    Of each file that was read, `hashes` has the SHA-256 of the bytes, by its name; `notes`
    what was passed over or changed in it; `outlines` the polygons of places
    that landed; `places` the rows of places and aliases that each file has;
    `own_columns` the columns of a landing file that have a name of their own in it.
    """

    tables: dict[str, pd.DataFrame]
    schemas: dict[str, Schema]
    files: list[Path]
    problems: list[Problem]
    hashes: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    outlines: dict[str, Any] = field(default_factory=dict)
    places: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    own_columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def file_of(self, place: str) -> str:
        """Return the file of a place: of a sheet of a workbook, the workbook."""
        return place if place in self.hashes else place.rpartition(" [")[0]


def files_below(folder: Path) -> list[Path]:
    """Return what is below a folder and no folder itself, links followed, by name.

    Left out are hidden files and folders and what office programs and systems leave
    beside the files they open, and a README.

    Raises:
        OSError: a folder cannot be read, or contains itself by a link.

    """

    def stop(error: OSError) -> None:
        raise error

    found = []
    for top, folders, names in os.walk(folder, followlinks=True, onerror=stop):
        if len(Path(top).relative_to(folder).parts) > MAX_DEPTH:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), top)
        folders[:] = [name for name in folders if not is_litter(name)]
        for inner in (Path(top) / name for name in folders):
            if Path(os.path.realpath(top)).is_relative_to(os.path.realpath(inner)):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(inner))
        found += [Path(top) / name for name in names if not is_litter(name)]
    return sorted(found)


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden, or is a program's own: of no figures."""
    is_of_writer = name.startswith("_") and "." not in name
    is_of_office = name.startswith((".", "~$")) or name.endswith("~")
    return is_of_writer or is_of_office or name.lower() in LITTER


def litter_below(folder: Path) -> list[str]:
    """Return the names of what is left out below a folder, but for a README."""
    found = []
    for _, folders, names in os.walk(folder):
        found += [n for n in (*folders, *names) if is_litter(n)]
        folders[:] = [n for n in folders if not is_litter(n)]
    return sorted({n for n in found if not n.lower().startswith("readme")})


def listed(inputs: Inputs, paths: Paths, folder: Path) -> list[Path]:
    """Return the files below a folder; what keeps them from being read is a problem."""
    files = []
    try:
        found = files_below(folder)
    except OSError as error:
        name = relative(paths, Path(error.filename or folder))
        inputs.problems.append(
            Problem(name, None, None, None, f"cannot be read: {error.strerror}")
        )
        return []
    for path in found:
        rule = None
        if not os.path.isfile(path):
            rule = "expected a file that can be read; is it a link that leads nowhere?"
        elif not str(path.relative_to(folder)).isprintable():
            rule = "expected a file name in UTF-8 without control characters"
        elif what := fault(str(path.relative_to(folder))):
            rule = f"expected a file name that is what it looks like, found {what}"
        if rule is None:
            files.append(path)
        else:
            inputs.problems.append(
                Problem(relative(paths, path), None, None, None, rule)
            )
    return files


def landing_is_misplaced(paths: Paths) -> bool:
    """Whether the landing folder was asked for, or is there, and is no folder."""
    is_asked_for = paths.landing != paths.root / "landing"
    is_there = os.path.lexists(paths.landing)
    return not os.path.isdir(paths.landing) and (is_asked_for or is_there)


def relative(paths: Paths, path: Path) -> str:
    """Return a path as messages show it: from the root where it lies below it."""
    return str(
        path.relative_to(paths.root) if path.is_relative_to(paths.root) else path
    )


def read_bytes(inputs: Inputs, path: Path, name: str) -> bytes | None:
    """Return what a file holds and keep its hash; None, and a problem, if it cannot be."""
    try:
        n_bytes = path.stat().st_size
        if n_bytes <= MAX_BYTES:
            data = path.read_bytes()
            inputs.hashes[name] = hashlib.sha256(data).hexdigest()
            return data
        rule = too_large(n_bytes, MAX_BYTES, "bytes")
    except OSError as error:
        rule = f"cannot be read: {error.strerror}"
    inputs.problems.append(Problem(name, None, None, None, rule))
    return None


def too_large(n: int, limit: int, unit: str) -> str:
    """Return the rule that a file breaks which is too large to be read cell by cell."""
    return (
        f"the file has {n:,} {unit}, expected at most {limit:,}; figures in such numbers "
        "are a Parquet panel (docs/engines.md)"
    )
