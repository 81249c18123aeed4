"""Compare the marts of the warehouse with the recomputation in pandas.

The warehouse is the published one.
"""

from pathlib import Path

import pandas as pd
import pytest
from recomputation import MARTS, mart_differences, read_marts, recompute

from pipeline.paths import DUCKDB_FILE, Paths

ROOT = Path(__file__).resolve().parents[2]

# Readings are drawn from all 512 combinations of the open choices.
N_READINGS = 16
LEFT_OUT = ("high_speed_rail", "average_wage", "patents_per_10k", "ecology")

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def recomputed() -> Frames:
    """Compute the marts from the seeds, once."""
    return recompute(ROOT / "seeds", n_readings=N_READINGS, left_out=LEFT_OUT)


@pytest.fixture(scope="module")
def warehouse() -> Frames:
    """Read the marts of the warehouse, once."""
    published = Paths.from_environment().published()
    assert published is not None, "Nothing is published: run make run before the tests."
    return read_marts(published / DUCKDB_FILE)


@pytest.mark.parametrize("name", MARTS)
def test_mart_equals_recomputation(
    name: str, warehouse: Frames, recomputed: Frames
) -> None:
    """Every key and every value of a mart is the one that pandas comes to."""
    messages = mart_differences(name, warehouse[name], recomputed[name])
    assert not messages, "\n\n".join(messages)
