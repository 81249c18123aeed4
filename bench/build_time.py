"""Seconds of a whole dbt build, and of its compiled SQL alone.

    .venv/bin/python bench/build_time.py [rounds]

The whole is a process with imports, parsing, seeds, models and every test; the SQL alone is
each model's compiled query, created in order in one DuckDB connection on the loaded seeds.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
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


def sql_alone(file: Path, manifest: dict) -> float:
    """Run each model's compiled query on the seeds that the file holds."""
    models = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in models and name not in ordered:
            for parent in models[name]["depends_on"]["nodes"]:
                visit(parent)
            ordered.append(name)

    for name in models:
        visit(name)
    with duckdb.connect(str(file), config=SETTINGS) as connection:
        for schema in ("staging", "intermediate", "marts"):
            connection.execute(f"drop schema {schema} cascade")
            connection.execute(f"create schema {schema}")
        begin = time.perf_counter()
        for name in ordered:
            node = models[name]
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            connection.execute(
                f"create {kind} {node['relation_name']} as {node['compiled_code']}"
            )
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
            alone = []
            for number in range(rounds):
                (Path(folder) / str(number)).mkdir()
                copy = Path(folder) / str(number) / "dev.duckdb"
                shutil.copyfile(file, copy)
                alone.append(sql_alone(copy, manifest))
        print(f"{what}: dbt build {', '.join(f'{s:.1f}' for s in whole)} s, "
              f"median {statistics.median(whole):.1f} s; compiled SQL alone "
              f"{', '.join(f'{s:.2f}' for s in alone)} s, "
              f"median {statistics.median(alone):.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
