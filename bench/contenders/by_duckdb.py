"""The compiled models, and the statements by hand (by_hand.sql), in DuckDB."""

import json
import os
import shutil
import time
from pathlib import Path

import duckdb
from as_ready import run_as_ready

from contenders.common import REFERENCE, SETTINGS, index_file, reference

OURS = """select cluster_id, indicator_id, year, n_cities as n, n_interpolated,
    n_carried, coverage, mean_value as mean, min_value, max_value, sd_sample,
    cv_population as cv
    from intermediate.int_cluster_dispersion where n_cities > 0"""
OUR_INDEX = """select cluster_id, year, integration_index
    from marts.fct_integration_index where scenario_id = 'paper'"""


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """Open a new file as profiles.yml does, with all cores."""
    connection = duckdb.connect(
        str(output.with_suffix(".duckdb")),
        config={
            "threads": os.cpu_count() or 1,
            "preserve_insertion_order": False,
            "checkpoint_threshold": "1GB",
            "temp_directory": str(output.with_suffix(".tmp")),
            **({"memory_limit": m} if (m := os.environ.get("BENCH_MEMORY")) else {}),
        },
    )
    # Each cursor is a session of its own.
    connection.execute("set global parquet_metadata_cache = true")
    return connection


def save(connection: duckdb.DuckDBPyConnection, query: str, output: Path) -> None:
    """Write a query as Parquet."""
    connection.execute(f"copy ({query}) to '{output}' (format parquet)")


def run(name: str, folder: Path, output: Path, plan: Path) -> tuple[float, float]:
    """Run our compiled models, or the hand-written statements.

    A new year starts from what the models have stored.
    """
    stored = output.with_name("models.duckdb")
    is_compiled = name.startswith("models")
    if name == "models_new_year":
        shutil.copyfile(stored, output.with_suffix(".duckdb"))
    connection = connect(output)
    if is_compiled:
        plans = json.loads(plan.read_text())
        if name == "models":
            for statement in plans["setup"]:
                connection.execute(statement)
        cells, index = OURS, OUR_INDEX
    else:
        for table in REFERENCE:
            connection.execute(
                f"create table {table} as "
                f"from read_csv('{reference(folder, table)}', all_varchar = true)"
            )
        panel = f"read_parquet('{folder}/panel/**/*.parquet', hive_partitioning = true)"
        text = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")
        for name, setting in {"panel": panel, **SETTINGS}.items():
            text = text.replace(f"{{{name}}}", str(setting))
        statements = duckdb.extract_statements(text)
        cells, index = "from cells", "from integration_index"
    begin, cpu = time.perf_counter(), time.process_time()
    if is_compiled:
        run_as_ready(connection, plans[name], os.cpu_count() or 1)
    else:
        for statement in statements:
            connection.execute(statement)
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    save(connection, cells, output)
    save(connection, index, index_file(output))
    connection.close()
    return seconds
