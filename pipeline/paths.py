"""Where things are, and how the published warehouse is read.

warehouse/
    integration.duckdb    -> current/integration.duckdb    what SQL clients open
    marts/                -> current/marts                 a Parquet file per mart
    current               -> builds/<build_id>             changed by one rename
    builds/<build_id>/    whole, audited, never written again
    builds/.partial/      the build under way; no reader looks here
    .lock                 held by the build under way
"""

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
DUCKDB_FILE = "integration.duckdb"
# A file keeps for good what it is created with: readable by every DuckDB from 1.5 on.
# profiles/profiles.yml says the same for files that dbt creates.
STORAGE = {"storage_compatibility_version": "v1.5.0"}


class PipelineError(Exception):
    """Something that the person at the keyboard can mend; the message says how."""


@dataclass(frozen=True)
class Paths:
    """The folders of a project: root, warehouse and landing.

    The environment variables WAREHOUSE_DIR and LANDING_DIR name others than
    warehouse/ and landing/; a relative path is meant from the root of the project.
    """

    root: Path
    warehouse: Path
    landing: Path

    @classmethod
    def from_environment(cls, root: Path = ROOT) -> "Paths":
        """Return the folders that the environment asks for."""
        return cls(
            root=root,
            warehouse=root / os.environ.get("WAREHOUSE_DIR", "warehouse"),
            landing=root / os.environ.get("LANDING_DIR", "landing"),
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
        """
        try:
            return self.current.resolve(strict=True)
        except FileNotFoundError:
            return None


def connect(paths: Paths | None = None) -> duckdb.DuckDBPyConnection:
    """Open the published warehouse for reading.

    Raises:
        PipelineError: nothing is published yet, or the file cannot be opened.

    """
    paths = paths or Paths.from_environment()
    published = paths.published()
    if published is None:
        raise PipelineError(
            f"Nothing is published in {paths.warehouse}. Run `make run` to build it."
        )
    try:
        return duckdb.connect(str(published / DUCKDB_FILE), read_only=True)
    except duckdb.Error as error:
        raise PipelineError(
            f"Cannot open {published / DUCKDB_FILE}: {error}. "
            "`python -m pipeline doctor` checks the published files."
        ) from error
