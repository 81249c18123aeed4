"""What every contender reads: reference tables, settings, names of files."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "reference"
REFERENCE = (
    "flag_rules", "variables", "indicators", "sources", "panel_years",
    "cluster_members", "corrections",
)  # fmt: skip
# The edge rules of the method, as the models have them.
SETTINGS: dict[str, Any] = yaml.safe_load(
    (ROOT / "dbt_project.yml").read_text(encoding="utf-8")
)["vars"]


def reference(folder: Path, name: str) -> Path:
    """Return the file of a reference table: the panel's own, or the seed."""
    file = folder / "reference" / f"{name}.csv"
    return file if file.exists() else SEEDS / f"{name}.csv"


def index_file(output: Path) -> Path:
    """Return where the index goes."""
    return output.with_suffix(".index.parquet")
