"""A panel: Parquet files too many to be read row by row, in the columns of a landing file.

Its files are found once; the gate, dbt and the fingerprint are of that list. A path is
never a pattern. Below a folder, what a writer keeps for itself is not data: names that
begin with a dot or an underscore. A folder named column=value fills that column.
"""

import errno
import glob
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.landing.files import MAX_DEPTH
from pipeline.landing.problem import Problem, shown
from pipeline.landing.schemas import LANDING_COLUMNS, SQL_TYPES
from pipeline.paths import PipelineError, file_hash

PANEL_TABLE = "panel"
# What the names of its files begin with in the fingerprint of a build.
PANEL_NAME = "landing panel "


@dataclass(frozen=True)
class Panel:
    """The files of a panel.

    Args:
        path: the file or folder, absolute.
        files: its Parquet files, in order.
        partitions: of each, the columns that folders name, with their values.
        states: of each, size, times and place on the disk when it was hashed.
        hashes: their SHA-256, by the names of a build's fingerprint.
        warnings: what lies beside the files and is not read.

    """

    path: Path
    files: tuple[Path, ...]
    partitions: tuple[dict[str, str], ...]
    states: tuple[tuple[int, ...], ...]
    hashes: dict[str, str]
    warnings: tuple[Problem, ...]

    @property
    def source(self) -> str:
        """The panel as DuckDB reads it: a call of read_parquet with every row's place."""
        # Without union_by_name the types of the first file would hold for all, and a
        # year of whole numbers round the others. Values of folders stay texts.
        return (
            f"read_parquet([{', '.join(map(literal_path, self.files))}], "
            f"hive_partitioning = {str(bool(self.partitions[0])).lower()}, "
            "hive_types_autocast = false, union_by_name = true, filename = true, "
            "file_row_number = true)"
        )

    @property
    def query(self) -> str:
        """The rows of the panel, each column cast to the type of a landing file."""
        columns = [
            f"cast({column} as {SQL_TYPES[kind]}) as {column}"
            for column, kind in LANDING_COLUMNS.items()
        ]
        return f"select {', '.join(columns)} from {self.source}"

    def n_rows(self) -> dict[str, int]:
        """Return the rows of each file, by the names of a build's fingerprint."""
        files = [glob.escape(str(file)) for file in self.files]
        with duckdb.connect() as connection:
            rows = connection.execute(
                "select file_name, num_rows from parquet_file_metadata(?)", [files]
            ).fetchall()
        return {f"{PANEL_NAME}{file}": n for file, n in rows}

    def show_to(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Show the panel to a DuckDB file as the view landing.panel, read in place."""
        connection.execute("create schema if not exists landing")
        connection.execute(f"create view landing.{PANEL_TABLE} as {self.query}")

    def stop_if_changed(self) -> None:
        """Raise when a file was written after it was hashed, even if it was put back."""
        changed = [
            str(file)
            for file, state in zip(self.files, self.states, strict=True)
            if not file.exists() or state_of(file) != state
        ]
        if changed or [*parquet_files(self.path)[0]] != [*self.files]:
            raise PipelineError(
                f"Changed while the build was under way: the panel {self.path} "
                f"({', '.join(changed[:3]) or 'other files'}). Nothing was published; "
                "build again."
            )


def literal_path(path: Path) -> str:
    """Return a path as SQL that DuckDB takes for itself, not for a pattern."""
    return "'" + glob.escape(str(path)).replace("'", "''") + "'"


def find_panel(name: str) -> Panel:
    """Return the panel that a file or folder is, each file hashed by its content.

    Size and time do not tell: both can stay while figures change. A gigabyte takes one
    or two seconds, a small part of what the build of its figures takes.

    Raises:
        PipelineError: there is no such file or folder, or no Parquet file in it.

    """
    path = Path(os.path.abspath(name))
    if not path.exists():
        raise PipelineError(f"No panel {name}: no such file or folder.")
    try:
        files, warnings = parquet_files(path)
        if not files:
            raise PipelineError(f"No panel {name}: no .parquet file in the folder.")
        states = tuple(state_of(file) for file in files)
        hashes = {f"{PANEL_NAME}{file}": file_hash(file) for file in files}
    except OSError as error:
        raise PipelineError(
            f"The panel {error.filename or name} cannot be read: {error.strerror}"
        ) from error
    partitions = tuple(partitions_of(path, file) for file in files)
    for file, partition in zip(files, partitions, strict=True):
        if partition.keys() != partitions[0].keys():
            raise PipelineError(
                f"The panel {name} is partitioned in two ways: {file} by "
                f"[{', '.join(partition)}], {files[0]} by [{', '.join(partitions[0])}]."
            )
    return Panel(path, files, partitions, states, hashes, warnings)


def state_of(file: Path) -> tuple[int, ...]:
    """Return size, times and place of a file: no write leaves the time of change."""
    status = file.stat()
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def parquet_files(path: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the Parquet files of a panel, and warnings about what else lies there."""
    if not path.is_dir():
        return (path,), ()
    found: list[Path] = []
    others: list[Path] = []
    warnings: list[Problem] = []

    def stop(error: OSError) -> None:
        raise error

    for top, folders, names in os.walk(path, followlinks=True, onerror=stop):
        here = Path(top)
        if len(here.relative_to(path).parts) > MAX_DEPTH:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), top)
        for folder in filter(is_of_writer, folders):
            warnings += leftovers(here / folder)
        folders[:] = [name for name in folders if not is_of_writer(name)]
        for name in names:
            if not is_of_writer(name):
                is_parquet = name.lower().endswith(".parquet")
                (found if is_parquet else others).append(here / name)
    if others:
        rule = f"{shown(map(str, sorted(others)))}: not read, expected .parquet files in a "
        rule += "panel"
        warnings.append(warning(path, rule))
    return tuple(sorted(found)), tuple(sorted(warnings, key=str))


def is_of_writer(name: str) -> bool:
    """Whether a file or folder is a writer's own: _temporary, _SUCCESS, .part.crc, ..."""
    return name.startswith(("_", "."))


def leftovers(folder: Path) -> list[Problem]:
    """Return a warning where a writer's own folder means that rows may be missing."""
    if folder.name == "_delta_log":
        rule = (
            "not read: files that this log has taken out of the table are read all the "
            "same; write the table out as plain Parquet"
        )
        return [warning(folder, rule)]
    parts = [file for file in folder.rglob("*") if file.is_file()]
    if folder.name == "_temporary" and parts:
        left = shown(map(str, sorted(parts)))
        rule = f"not read: a writer has not finished, or left behind, {left}"
        return [warning(folder, rule)]
    return []


def warning(path: Path, rule: str) -> Problem:
    """Return a warning about a file or folder."""
    return Problem(str(path), None, None, None, rule, "warning")


def partitions_of(path: Path, file: Path) -> dict[str, str]:
    """Return the columns that folders between a panel and its file name, with values.

    A panel that is itself such a folder, or a file in one, has those columns too; a folder
    further up has nothing to say.

    Raises:
        PipelineError: DuckDB would take another folder of the path for a column.

    """
    top = path if path.is_dir() else path.parent
    while is_partition(top.name):
        top = top.parent
    named = [part.split("=", 1) for part in file.parent.parts if is_partition(part)]
    below = dict(
        part.split("=", 1)
        for part in file.parent.relative_to(top).parts
        if is_partition(part)
    )
    for column, value in named:
        if below and below.get(column) != value:
            raise PipelineError(
                f"{file} is below a folder {column}={value}, which is taken for a column "
                "of the panel: move the panel."
            )
    return below


def is_partition(name: str) -> bool:
    """Whether the name of a folder is column=value, of a column of the panel."""
    return name.split("=", 1)[0] in LANDING_COLUMNS and "=" in name
