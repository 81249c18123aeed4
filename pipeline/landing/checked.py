"""What is checked is what is loaded: by content, from a copy that nobody else writes.

A build is of the files that `fingerprint` hashed. The gate keeps the hash of each byte
string that it read, and dbt reads a copy of the project whose every file has the hash that
was taken: whatever is changed meanwhile and put back, and whatever dbt remembers of
another folder, is not loaded. Both are compared with the fingerprint here.
"""

import hashlib
import os
from pathlib import Path

from pipeline.landing.files import Inputs, files_below, landing_is_misplaced, relative
from pipeline.landing.panel import PANEL_NAME
from pipeline.landing.read import READ
from pipeline.paths import Paths, PipelineError, file_hash

DBT_CODE = (
    "dbt_project.yml",
    "macros",
    "models",
    "profiles",
    "tests/generic",
    "tests/macros",
    "tests/singular",
)
CODE = ("pipeline", *DBT_CODE)
SEEDS = "seeds"


def fingerprint(paths: Paths) -> dict[str, str]:
    """Return the SHA-256 of every file that the marts depend on, by name.

    What cannot be read has the reason in its place: the gate stops the build.
    """
    hashes = {}
    for top in (*(paths.root / part for part in (*CODE, SEEDS)), paths.landing):
        try:
            files = files_below(top) if os.path.isdir(top) else [top]
        except OSError as error:
            name = relative(paths, Path(error.filename or top))
            hashes[name] = str(error.strerror)
            continue
        for path in files:
            if "__pycache__" not in path.parts and os.path.lexists(path):
                hashes[relative(paths, path)] = hash_or_reason(path)
    if landing_is_misplaced(paths):
        hashes["landing"] = "no folder"
    return hashes


def hash_or_reason(path: Path) -> str:
    """Return the SHA-256 of a file, or why there is none."""
    try:
        return file_hash(path) if os.path.isfile(path) else "no file"
    except OSError as error:
        return str(error.strerror)


def is_below(name: str, *tops: str) -> bool:
    """Whether a name of a fingerprint is one of these files, or in one of these folders."""
    return any(name == top or name.startswith(f"{top}/") for top in tops)


def combine(hashes: dict[str, str], *, is_code: bool) -> str:
    """Return one fingerprint of the code, or of all else: seeds, landing files, panel."""
    digest = hashlib.sha256()
    for name, value in sorted(hashes.items()):
        if is_below(name, *CODE) == is_code:
            digest.update(f"{name} {value}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def stop_on_other_inputs(hashes: dict[str, str], inputs: Inputs) -> None:
    """Raise when the gate read other bytes than were hashed, or other files."""
    tables = {
        name: value
        for name, value in without_panel(hashes).items()
        if is_table(name) and not is_below(name, *CODE)
    }
    stop_on_changes(tables, inputs.hashes)


def is_table(name: str) -> bool:
    """Whether the gate reads a file of this name: of what lands, in any case of letters."""
    if is_below(name, SEEDS):
        return name.endswith(".csv")
    return name.lower().endswith(READ)


def without_panel(hashes: dict[str, str]) -> dict[str, str]:
    """Return the hashes of all but a panel, which is known only while it is named."""
    return {n: value for n, value in hashes.items() if not n.startswith(PANEL_NAME)}


def copy_project(paths: Paths, hashes: dict[str, str], to: Path) -> Path:
    """Copy what dbt reads of the project into a folder, and return the folder.

    dbt takes a YAML file of the time that it has noted for unchanged, and keeps that
    time when it reads another content: of time 0 it reads each anew.

    Raises:
        PipelineError: a file cannot be read, or is not what was hashed.

    """
    copied = {}
    names = [name for name in hashes if is_below(name, *DBT_CODE, SEEDS)]
    for name in names:
        try:
            data = (paths.root / name).read_bytes()
        except OSError as error:
            raise PipelineError(f"{name} cannot be read: {error.strerror}") from error
        copied[name] = hashlib.sha256(data).hexdigest()
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, ns=(0, 0))
    stop_on_changes({name: hashes[name] for name in names}, copied)
    return to


def stop_on_changes(before: dict[str, str], now: dict[str, str]) -> None:
    """Raise when a file was changed after the build began: what was checked is not it."""
    changed = [n for n in sorted({*before, *now}) if before.get(n) != now.get(n)]
    if changed:
        raise PipelineError(
            f"Changed while the build was under way: {', '.join(changed)}. Nothing was "
            "published; build again."
        )
