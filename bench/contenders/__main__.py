"""One way from a panel to the index, in a process of its own; started by scale.py.

    PYTHONPATH=bench .venv/bin/python -m contenders NAME FOLDER OUTPUT STATEMENTS

Each reads FOLDER/panel, applies corrections, drops rejected values, chooses between
publications by precedence, interpolates population, forms the indicators, carries the
nearest year into gaps, and makes the index of the reading `paper`. OUTPUT gets a row per
cluster, indicator and year: n, n interpolated, n carried, coverage, mean, smallest,
largest, sample standard deviation, CV (population). OUTPUT with the suffix .index.parquet
gets a row per cluster and year. Prints the wall and CPU seconds of the job, without
imports, reference tables and output.
"""

import importlib
import json
import sys
from pathlib import Path

import duckdb

from contenders import NO_MEMORY


def main() -> None:
    """Run one contender and print its seconds; exit with NO_MEMORY for want of it."""
    name, folder, output, plan = sys.argv[1], *map(Path, sys.argv[2:5])
    is_frame = name in ("polars", "pandas", "numpy")
    module = importlib.import_module(f"contenders.by_{name if is_frame else 'duckdb'}")
    try:
        if is_frame:
            seconds = module.run(folder, output)
        else:
            seconds = module.run(name, folder, output, plan)
    except (MemoryError, duckdb.OutOfMemoryException):
        sys.exit(NO_MEMORY)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
