"""Compare the marts of the warehouse with the recomputation in pandas.

The warehouse is the published one.
"""

import pytest
from conftest import Frames
from recomputation import MARTS, mart_differences, read_marts

from pipeline.paths import DUCKDB_FILE, Paths


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
