"""Where the warehouse is, and how it is read."""

import os
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_WAREHOUSE = "warehouse/integration.duckdb"


class WarehouseError(Exception):
    """The warehouse cannot be read; the message says what to do."""


def warehouse_path() -> Path:
    """Return the DuckDB file: the environment variable WAREHOUSE or the default.

    A relative path is meant from the root of the project, as dbt takes it.
    """
    return ROOT / os.environ.get("WAREHOUSE", DEFAULT_WAREHOUSE)


def connect() -> duckdb.DuckDBPyConnection:
    """Open the warehouse for reading.

    Raises:
        WarehouseError: there is none yet, or another program has it open for writing.

    """
    path = warehouse_path()
    if not path.exists():
        raise WarehouseError(f"No warehouse at {path}. Run `make run` to build it.")
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        raise WarehouseError(
            f"Cannot open {path}: {error}. Another program has it open; close it and "
            "try again."
        ) from error
