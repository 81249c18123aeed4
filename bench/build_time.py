"""Seconds of a whole dbt build, and of its compiled SQL alone.

    .venv/bin/python bench/build_time.py [rounds]

The whole is a process with imports, parsing, seeds, models and every test; the SQL alone is
each model's compiled query on the loaded seeds, on one connection and on one for each core:
there each query starts as soon as the models it reads are built, as dbt does it.
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
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
# Those of profiles.yml.
SETTINGS = {
    "threads": 1,
    "preserve_insertion_order": False,
    "checkpoint_threshold": "1GB",
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
    models = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    order = TopologicalSorter(
        {
            name: [parent for parent in node["depends_on"]["nodes"] if parent in models]
            for name, node in models.items()
        }
    )
    order.prepare()

    def create(name: str) -> str:
        node = models[name]
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        with connection.cursor() as cursor:
            cursor.execute(
                f"create {kind} {node['relation_name']} as {node['compiled_code']}"
            )
        return name

    with (
        duckdb.connect(str(file), config=SETTINGS) as connection,
        ThreadPoolExecutor(connections) as pool,
    ):
        for schema in ("staging", "intermediate", "marts"):
            connection.execute(f"drop schema {schema} cascade")
            connection.execute(f"create schema {schema}")
        running: set[Future] = set()
        begin = time.perf_counter()
        while order.is_active():
            running |= {pool.submit(create, name) for name in order.get_ready()}
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            order.done(*(future.result() for future in finished))
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
            copy = Path(folder) / "copy" / file.name
            copy.parent.mkdir()

            def alone(
                connections: int,
                file: Path = file,
                copy: Path = copy,
                manifest: dict = manifest,
            ) -> float:
                shutil.copyfile(file, copy)
                return sql_alone(copy, manifest, connections)

            cores = os.cpu_count() or 1
            one, several = zip(
                *((alone(1), alone(cores)) for _ in range(rounds)), strict=True
            )
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
