"""Seconds of a whole dbt build, and of its compiled SQL alone.

    .venv/bin/python bench/build_time.py [rounds]

The whole is a process with imports, parsing, seeds, models and every test; the SQL alone is
each model's compiled query on the loaded seeds, on one connection and on one for each core:
there each query starts as soon as the models it reads are built, in the order of dbt.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
from as_ready import run_as_ready, step

ROOT = Path(__file__).resolve().parents[1]
# Those of profiles.yml that matter without a panel.
SETTINGS = {
    "threads": 1,
    "preserve_insertion_order": False,
    "checkpoint_threshold": "1GB",
    "temp_directory": "",
}


def dbt(*arguments: str, **environment: str) -> float:
    """Run dbt and return how long it took."""
    begin = time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--quiet", *arguments],
        cwd=ROOT,
        env={**os.environ, "DBT_PROFILES_DIR": "profiles", **environment},
        check=True,
    )
    return time.perf_counter() - begin


def sql_alone(file: Path, manifest: dict, connections: int) -> float:
    """Run each model's compiled query on the seeds that the file holds."""
    steps = {}
    for name, node in manifest["nodes"].items():
        if node["resource_type"] == "model":
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            steps[name] = step(
                node,
                f"create {kind} {node['relation_name']} as {node['compiled_code']}",
            )
    with duckdb.connect(str(file), config=SETTINGS) as connection:
        for schema in ("staging", "intermediate", "marts"):
            connection.execute(f"drop schema {schema} cascade")
            connection.execute(f"create schema {schema}")
        begin = time.perf_counter()
        run_as_ready(connection, steps, connections)
        return time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for what, readings in (("plain", "false"), ("with readings and draws", "true")):
        arguments = ("--vars", f"readings: {readings}")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "dev.duckdb"
            target = str(Path(folder) / "target")

            def build(
                file: Path = file,
                target: str = target,
                arguments: tuple[str, ...] = arguments,
            ) -> float:
                return dbt(
                    "build", "--target-path", target, *arguments, WAREHOUSE=str(file)
                )

            build()
            whole = [build() for _ in range(rounds)]
            manifest = json.loads((Path(target) / "manifest.json").read_text())
            # The compiled SQL names the database after its file.
            copy = Path(folder) / "copy" / file.name
            copy.parent.mkdir()
            cores = os.cpu_count() or 1
            one, several = [], []
            for _ in range(rounds):
                for seconds, connections in ((one, 1), (several, cores)):
                    shutil.copyfile(file, copy)
                    seconds.append(sql_alone(copy, manifest, connections))
        print(f"{what}: dbt build {listed(whole)}; compiled SQL alone: one connection "
              f"{listed(one)}; {cores} connections {listed(several)}")  # fmt: skip


def listed(seconds: Sequence[float]) -> str:
    """Name all measurements and their median."""
    return (
        f"{', '.join(f'{s:.2f}' for s in seconds)} s, "
        f"median {statistics.median(seconds):.2f} s"
    )


if __name__ == "__main__":
    main()
