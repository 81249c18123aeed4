"""Store the bounds of a published reading, so that later figures leave old scores alone."""

import csv
import hashlib
import re
from datetime import date
from pathlib import Path

import duckdb

from pipeline.landing.inputs import read_inputs
from pipeline.landing.seeds import read_rows
from pipeline.paths import Paths, PipelineError

SEED = Path("seeds") / "reference" / "frozen_bounds.csv"
HASHES = SEED.with_name("fixed_rows.csv")
HASHES_HEADER = ["table_name", "set_id", "n_rows", "rows_hash"]
# The pools that do not name a year; a new year has no bounds in the others.
CV_POOLS = {"global": "'all'", "indicator": "indicator_id"}
LEVEL_POOLS = {"indicator": "indicator_id"}


def freeze_bounds(
    connection: duckdb.DuckDBPyConnection,
    root: Path,
    scenario: str,
    version: str,
    folder: Path | None = None,
) -> int:
    """Append the bounds of a published scenario as a version; return how many.

    They are kept in the seed, or in the folder of the reference tables that the reading
    landed with: a region is complete in itself.

    Raises:
        PipelineError: the scenario is not there or its pools name years, or the version
            exists or is not a plain name.

    """
    if not re.fullmatch(r"[a-z0-9_]{1,60}", version):
        raise PipelineError(
            f"The version is '{version}', expected lower-case letters, digits and _."
        )
    found = connection.execute(
        """
        select cv_pool, level_pool, bounds_version_id
        from marts.dim_scenario
        where scenario_id = ? and scenario_kind = 'named'
        """,
        [scenario],
    ).fetchone()
    if found is None:
        raise PipelineError(f"No named scenario '{scenario}', see marts.dim_scenario.")
    cv_pool, level_pool, used = found
    if cv_pool not in CV_POOLS or level_pool not in LEVEL_POOLS:
        raise PipelineError(
            f"Scenario '{scenario}' takes its bounds within a year (cv_pool {cv_pool}, "
            f"level_pool {level_pool}); a new year would have none. Expected cv_pool one "
            f"of [{', '.join(CV_POOLS)}] and level_pool {', '.join(LEVEL_POOLS)}."
        )
    if used:
        raise PipelineError(
            f"Scenario '{scenario}' takes the stored bounds '{used}' already."
        )
    header, *rows = read_rows(root / SEED)
    to = folder / SEED.name if folder else root / SEED
    before = rows
    if folder:
        before = read_rows(to)[1:] if to.exists() else []
    if version in {row[0] for row in [*rows, *before]}:
        raise PipelineError(f"Version '{version}' exists in {SEED}; choose another.")
    bounds = connection.execute(
        f"""
        select distinct 'cv' as measure, {CV_POOLS[cv_pool]} as pool_key, min_cv, max_cv
        from marts.fct_indicator_score
        where scenario_id = $scenario
        union
        select distinct 'mean_value', {LEVEL_POOLS[level_pool]}, min_level, max_level
        from marts.fct_indicator_score
        where scenario_id = $scenario
        order by 1, 2
        """,
        {"scenario": scenario},
    ).fetchall()
    today = date.today().isoformat()
    frozen = [
        [scenario, measure, key, repr(lower), repr(upper), today]
        for measure, key, lower, upper in bounds
        if lower is not None
    ]
    write_rows(to, [header, *before, *([version, *row] for row in frozen)])
    if folder:
        return len(frozen)
    hashed = [SEED.stem, version, str(len(frozen)), rows_hash(frozen)]
    others = read_rows(root / HASHES) if (root / HASHES).exists() else [HASHES_HEADER]
    kept = [row for row in others if row[:2] != hashed[:2]]
    write_rows(root / HASHES, [*kept, hashed])
    return len(frozen)


def folder_of_reading(paths: Paths, scenario: str) -> Path | None:
    """Return the folder of the reference tables that a reading landed with, if it did."""
    inputs = read_inputs(paths)
    for row in inputs.tables["scenarios"].to_dict("records"):
        if row["scenario_id"] == scenario and not row["file"].startswith("seeds/"):
            folder = (paths.root / inputs.file_of(row["file"])).parent
            return folder if folder.name == "reference" else folder / "reference"
    return None


def write_rows(seed: Path, rows: list[list[str]]) -> None:
    """Write the rows of a seed, at once.

    Raises:
        PipelineError: it cannot be written.

    """
    partial = seed.with_suffix(".csv.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        partial.replace(seed)
    except OSError as error:
        name = SEED.with_name(seed.name)
        raise PipelineError(f"Cannot write {name}: {error.strerror}") from error


def rows_hash(rows: list[list[str]]) -> str:
    """Return the hash of the seed's texts that fixed_rows.sql knows."""
    ordered = sorted(rows, key=lambda row: f"{row[1]},{row[2]}")
    return hashlib.md5(";".join(map(",".join, ordered)).encode()).hexdigest()
