"""Copy the published marts into a folder of the user's: the old export or the new one.

The files are written into a folder beside it, `.NAME.export-ID`, and flushed; then the
two change places in one step of the system. A process that is killed leaves the export of
before or the new one, never some files of each; the next export clears up beside it.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.paths import Paths, PipelineError
from pipeline.publish.builds import flush, remove_tree, verify
from pipeline.publish.forms import FORMS

# Names the files of an export, so that the next one knows what it may replace.
RECORD = "export.json"


def export(paths: Paths, folder: Path, form: str) -> str:
    """Copy the published marts into a folder that is new, empty or an earlier export.

    Its parent folder is made if need be; the id of the build is returned.

    Raises:
        PipelineError: nothing whole is published, the folder holds other files, or it
            cannot be written.

    """
    if form not in FORMS:
        raise PipelineError(
            f"--format is '{form}', expected one of [{', '.join(FORMS)}]"
        )
    published = paths.published()
    if published is None:
        raise PipelineError("Nothing is published. Run `make run` to build it.")
    if damage := verify(published):
        raise PipelineError(
            f"Not exported: {damage[0]}. `.venv/bin/python -m pipeline doctor` says what "
            "to do."
        )
    # A link to a folder stays; what it leads to is replaced.
    folder = Path(os.path.realpath(folder.expanduser()))
    if folder.is_relative_to(os.path.realpath(paths.warehouse)):
        raise PipelineError(
            f"{folder} is in the warehouse, expected a folder elsewhere"
        )
    try:
        stop_on_foreign_files(folder, published)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder_beside(folder) as beside:
            write(published, beside, form)
            # Again: what was saved there meanwhile would go with the old export.
            stop_on_foreign_files(folder, published)
            put_in_place(beside, folder)
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or error
        advice = " Name a folder below it." if os.path.ismount(folder) else ""
        raise PipelineError(
            f"Cannot write to {folder}: {reason}. What was there before stays.{advice}"
        ) from error
    return published.name


def stop_on_foreign_files(folder: Path, published: Path) -> None:
    """Raise when a folder holds what no export wrote."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise PipelineError(f"{folder} is a file, expected a folder")
    ours = {RECORD}
    with contextlib.suppress(FileNotFoundError, ValueError, TypeError, KeyError):
        ours |= set(json.loads((folder / RECORD).read_text("utf-8"))["files"])
    # Exports of before had no record.
    for mart in (published / "marts").glob("*.parquet"):
        ours |= {mart.name, f"{mart.stem}.csv"}
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in ours)
    if foreign:
        shown = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise PipelineError(
            f"{folder} holds what is not of an export: {shown}. An export replaces a "
            "folder as a whole: name a new one. Nothing was written."
        )


@contextlib.contextmanager
def folder_beside(folder: Path) -> Iterator[Path]:
    """Make a folder beside another, delete it at the end and what the killed left."""
    prefix = f".{folder.name}.export-"
    for leftover in folder.parent.iterdir():
        if leftover.name.startswith(prefix):
            with contextlib.suppress(OSError), locked(leftover):
                remove_tree(leftover)
    beside = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    try:
        with locked(beside):
            yield beside
    finally:
        remove_tree(beside)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder; raise BlockingIOError where a living process holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def write(published: Path, folder: Path, form: str) -> None:
    """Write the tables of a build, and the record of what was written, onto the disk."""
    FORMS[form](published, folder)
    record = {"build_id": published.name, "files": sorted(os.listdir(folder))}
    (folder / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    for path in folder.iterdir():
        flush(path)
    flush(folder)


def put_in_place(new: Path, folder: Path) -> None:
    """Let a new folder stand where an old one may be, in one step."""
    if folder.exists():
        shutil.copymode(folder, new)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o777 & ~mask)
    try:
        # The system allows it where there is no folder, or an empty one.
        os.rename(new, folder)
    except OSError:
        if not folder.is_dir() or not any(folder.iterdir()):
            raise
        exchange(new, folder)
    flush(folder.parent)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places, in one step.

    Raises:
        OSError: the file system cannot.

    """
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        swap = 2
        result = library.renamex_np(*names, swap)
    else:
        at_working_folder, swap = -100, 2
        result = library.renameat2(
            at_working_folder, names[0], at_working_folder, names[1], swap
        )
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
