"""Where things are, and how the published warehouse is read.

warehouse/
    integration.duckdb    -> current/integration.duckdb    what SQL clients open
    marts/                -> current/marts                 a Parquet file per mart
    current               -> builds/<build_id>             changed by one rename
    builds/<build_id>/    whole, audited, never written again
    builds/.partial/      the build under way; no reader looks here
    builds/.project/      what dbt reads for it: the project as it was checked
    .lock                 held by the build under way
"""

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
DUCKDB_FILE = "integration.duckdb"
# Exit code of a command that was interrupted, as shells have it.
INTERRUPTED = 130
# Of a build: what its marts were made of, not published.
WORKINGS = "workings.duckdb"
# A file keeps for good what it is created with: readable by every DuckDB from 1.5 on.
# profiles/profiles.yml says the same for files that dbt creates.
STORAGE: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0"
}


class PipelineError(Exception):
    """Something that the person at the keyboard can mend; the message says how."""


def variable(name: str, default: str = "") -> str:
    """Return what an environment variable says; an empty one is an unset one."""
    return os.environ.get(name, "").strip() or default


# Variables of a build with what is expected of them, as a pattern and in words.
FORMS = {
    "DUCKDB_THREADS": (r"[1-9]\d{0,3}", "a whole number from 1 to 9999"),
    "DRAWS": (r"[1-9]\d{0,5}", "a whole number from 1 to 999999"),
    "PGPORT": (r"[1-9]\d{0,4}", "a port, such as 5432"),
    "SPARK_PORT": (r"[1-9]\d{0,4}", "a port, such as 10000"),
    "SPARK_PARTITIONS": (r"[1-9]\d{0,5}", "a whole number from 1 to 999999"),
    "SPARK_MEMORY": (r"[1-9]\d*[kmgtKMGT]b?", "a size, such as 2g"),
    "SPARK_CODEGEN": ("true|false", "one of [true, false]"),
}


def misused_variables() -> list[str]:
    """Return a sentence for each environment variable that has no sense."""
    return [
        f"The environment variable {name} is '{said}', expected {words}"
        for name, (pattern, words) in FORMS.items()
        if (said := variable(name)) and not re.fullmatch(pattern, said, re.ASCII)
    ]


# Folders of the project: what is built or landed there would be taken for its own.
PROJECT = {".ci", ".git", "app", "bench", "docs", "macros", "models", "pipeline",
           "profiles", "seeds"}  # fmt: skip


def folder_of(root: Path, name: str, default: str) -> Path:
    """Return the folder that an environment variable names.

    Raises:
        PipelineError: it begins with the home of somebody who has none, or it holds
            the project or is a part of it.

    """
    said = variable(name, default)
    folder = os.path.expanduser(said)
    if folder.startswith("~"):
        raise PipelineError(
            f"The environment variable {name} is '{said}', and there is no such home; "
            "expected a folder"
        )
    place, project = (Path(os.path.realpath(p)) for p in (root / folder, root))
    within = place.relative_to(project) if place.is_relative_to(project) else None
    if project.is_relative_to(place) or (within and within.parts[0] in PROJECT):
        raise PipelineError(
            f"The environment variable {name} is '{said}', which holds the project or is "
            "a part of it; expected a folder of its own"
        )
    return root / folder


@dataclass(frozen=True)
class Paths:
    """The folders of a project: root, warehouse and landing.

    The environment variables WAREHOUSE_DIR and LANDING_DIR name others than
    warehouse/ and landing/; a relative path is meant from the root of the project, `~`
    is the home.
    """

    root: Path
    warehouse: Path
    landing: Path

    @classmethod
    def from_environment(cls, root: Path = ROOT) -> "Paths":
        """Return the folders that the environment asks for."""
        return cls(
            root=root,
            warehouse=folder_of(root, "WAREHOUSE_DIR", "warehouse"),
            landing=folder_of(root, "LANDING_DIR", "landing"),
        )

    @property
    def builds(self) -> Path:
        """The folder of whole builds."""
        return self.warehouse / "builds"

    @property
    def partial(self) -> Path:
        """The folder of the build under way."""
        return self.builds / ".partial"

    @property
    def project(self) -> Path:
        """The folder of the copy of the project that dbt reads."""
        return self.builds / ".project"

    @property
    def current(self) -> Path:
        """The link to the published build."""
        return self.warehouse / "current"

    @property
    def lock(self) -> Path:
        """The file that the build under way holds locked."""
        return self.warehouse / ".lock"

    def published(self) -> Path | None:
        """Return the folder of the published build, links resolved, or None.

        A reader that needs several files asks once and opens them below the answer:
        they are of one build, whatever is published meanwhile.

        Raises:
            PipelineError: the folders are such that no build can mend it.

        """
        try:
            folder = self.current.resolve(strict=True)
        except (FileNotFoundError, RuntimeError):
            # Python calls a loop of links a RuntimeError until 3.12.
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                return None
            reason = self.obstacle() or f"Cannot read {self.current}: {error.strerror}"
            raise PipelineError(reason) from error
        if not folder.is_dir():
            raise PipelineError(self.obstacle() or f"{folder} is no folder")
        return folder

    def obstacle(self) -> str | None:
        """Return why no build can stand in the warehouse, or None."""
        if "\\" in os.path.realpath(self.warehouse):
            return (
                f"{self.warehouse} has a backslash in its path, which DuckDB takes for a "
                "slash. Rename it, or name another folder: WAREHOUSE_DIR=/some/folder"
            )
        if not os.path.realpath(self.warehouse).isprintable():
            return (
                f"{self.warehouse} is not named in UTF-8, or has control characters in "
                "its path; name another folder: WAREHOUSE_DIR=/some/folder"
            )
        for folder in (self.warehouse, self.builds):
            if os.path.isdir(folder):
                continue
            if os.path.islink(folder):
                return (
                    f"{folder} is a link that leads nowhere ({os.readlink(folder)}); "
                    "is a disk missing? Mend the link, or name another folder: "
                    "WAREHOUSE_DIR=/some/folder"
                )
            if os.path.lexists(folder):
                return (
                    f"{folder} is a file, expected a folder. Move it away, or name "
                    "another folder: WAREHOUSE_DIR=/some/folder"
                )
        for name in ("current", DUCKDB_FILE, "marts"):
            link = self.warehouse / name
            if os.path.lexists(link) and not os.path.islink(link):
                kind = "a folder" if os.path.isdir(link) else "a file"
                return (
                    f"{link} is {kind}, expected the link that a build makes. Move it "
                    "away and build again."
                )
        return None


@contextlib.contextmanager
def connect(paths: Paths | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse for reading.

    Raises:
        PipelineError: nothing is published yet, the file cannot be opened, or it lacks
            what is read: it is of an older version.

    """
    paths = paths or Paths.from_environment()
    published = paths.published()
    if published is None:
        raise PipelineError(
            f"Nothing is published in {paths.warehouse}. Run `make run` to build it."
        )
    try:
        connection = duckdb.connect(str(published / DUCKDB_FILE), read_only=True)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise PipelineError(
            f"Cannot open {published / DUCKDB_FILE}: {error}. "
            "`.venv/bin/python -m pipeline doctor` checks the published files."
        ) from error
    with connection:
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            (first_line, *_) = str(error).splitlines()
            raise PipelineError(
                f"The published build is older than this command ({first_line}). "
                "Run `make run`."
            ) from error


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
