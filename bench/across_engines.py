"""The engines against each other on a large panel, and what Spark moves for it.

    .venv/bin/python bench/across_engines.py [EXPONENT]

Runs the models that lead to fct_integration_index on DuckDB, on a PostgreSQL server of its
own and in a Spark session on this machine, from the same Parquet files (bench/panel.py,
EXPONENT 7 unless given); the indices must agree to 1e-9. Seconds are from the start of the
first model to the end of the last, and those of the landing of the panel; what Spark moves
is taken from its event log. Prints tables in Markdown and writes them to docs/scale.md.
Needs what `make engines` and the tests install.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from panel import ROOT, write_panel, write_reference
from scale import DOCUMENT, MEMORY_GB, write_between

sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests" / "python"))
from conftest import copy_project
from engines import mart_differences, postgres_server, read_postgres

INDEX = "fct_integration_index"
KEY = ["scenario_id", "cluster_id", "year"]
MARKS = "<!-- engines -->", "<!-- /engines -->"
CORES = str(os.cpu_count() or 1)
SETTINGS = {
    "dev": {"DUCKDB_THREADS": CORES},
    "postgres": {"PGOPTIONS": "-c work_mem=256MB -c max_parallel_workers_per_gather=2"},
    "spark": {"SPARK_MASTER": f"local[{CORES}]", "SPARK_MEMORY": "8g",
              "SPARK_PARTITIONS": "8"},
}  # fmt: skip
TABLE_MADE = re.compile(
    r"AsSelectCommand.*?`(?:intermediate|marts)`\.`(\w+)`", re.DOTALL
)
NAMES = {"dev": "DuckDB", "postgres": "PostgreSQL", "spark": "Spark"}


def project(folder: Path, work: Path) -> Path:
    """Return a copy of the project with the panel's reference and no city's figures."""
    (work / "project").mkdir()
    root = copy_project(work / "project")
    for csv in (root / "seeds" / "city_year").glob("*.csv"):
        csv.write_text(csv.read_text(encoding="utf-8").splitlines()[0] + "\n")
    for csv in (folder / "reference").glob("*.csv"):
        shutil.copyfile(csv, root / "seeds" / "reference" / csv.name)
    return root


def dbt(root: Path, target: str, environment: dict[str, str], *command: str) -> list:
    """Run dbt in a process of its own; return its results.

    Raises:
        RuntimeError: it failed; the message has the end of what it says.

    """
    folder = root / "target" / target
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--quiet", *command,
         "--target", target, "--target-path", str(folder)],
        cwd=root, env={**os.environ, **environment, "DBT_PROFILES_DIR": "profiles"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"dbt {command[0]} on {target}: {done.stdout[-2000:]}")
    return json.loads((folder / "run_results.json").read_text())["results"]


# Puts a panel into schema landing of an engine.
LAND = """
import sys
from pipeline.build.dbt_runner import Dbt
from pipeline.build.stores import Postgres, server_of
from pipeline.landing.panel import find_panel
from pipeline.paths import Paths
target, panel = sys.argv[1:]
paths = Paths.from_environment()
server = server_of(Dbt(paths, paths.root, target))
server.rows("drop schema if exists landing cascade")
if isinstance(server, Postgres):
    server.copy("landing", "panel", find_panel(panel).query)
else:
    server.show_parquet("landing", "panel", panel)
"""


def measure(
    root: Path, target: str, panel: str, environment: dict[str, str]
) -> tuple[float, float]:
    """Land the panel and run the models; return seconds of both, without dbt's start."""
    location = f"{panel}/**/*.parquet"
    variables = json.dumps({"panel": location if target == "dev" else "landing.panel"})
    dbt(root, target, environment, "seed")
    begin = time.perf_counter()
    if target != "dev":
        subprocess.run(
            [sys.executable, "-c", LAND, target, panel],
            cwd=ROOT, env={**os.environ, **environment}, check=True,
        )  # fmt: skip
    landing = time.perf_counter() - begin
    results = dbt(root, target, environment, "run", "--select", f"+{INDEX}",
                  "--vars", variables)  # fmt: skip
    # On DuckDB dbt builds several models at a time.
    times = [
        datetime.fromisoformat(step[moment])
        for result in results
        for step in result["timing"]
        for moment in ("started_at", "completed_at")
    ]
    return landing, (max(times) - min(times)).total_seconds()


def read_index(target: str, root: Path, environment: dict[str, str]) -> pd.DataFrame:
    """Return the index that an engine computed."""
    # dbt alone builds there into schemas of its own.
    if target == "postgres":
        return read_postgres(environment, f"select * from dev_marts.{INDEX}")
    if target == "spark":
        files = Path(environment["SPARK_DIR"]) / "dev_marts.db" / INDEX / "*.parquet"
        return duckdb.sql(f"select * from read_parquet('{files}')").df()
    with duckdb.connect(environment["WAREHOUSE"], read_only=True) as connection:
        return connection.sql(f"from marts.{INDEX}").df()


def events(folder: Path) -> Iterable[dict[str, Any]]:
    """Yield the events of all Spark sessions that wrote their log into a folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith((".", "appstatus")):
            with file.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def operators(plan: str) -> dict[str, float]:
    """Return how many shuffles and scans of files a physical plan has."""
    final = plan.partition("== Initial Plan ==")[0]
    return {
        "exchanges": len(set(re.findall(r"(?<!\w)Exchange \((\d+)\)", final))),
        "scans": len(set(re.findall(r"Scan parquet[^(\n]*\((\d+)\)", final))),
    }


def spark_cost(folder: Path) -> list[tuple[str, dict[str, float]]]:
    """Return what Spark shuffled and wrote for each model, the dearest first."""
    models: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    name_of_stage: dict[int, str] = {}
    name_of_query: dict[int, str] = {}
    for event in events(folder):
        kind = event["Event"].rpartition(".")[2]
        if kind == "SparkListenerSQLExecutionStart":
            query, plan = event["executionId"], event["physicalPlanDescription"]
            made = TABLE_MADE.search(plan)
            name = made[1] if made else name_of_query.get(event["rootExecutionId"])
            if name:
                name_of_query[query] = name
                models[name].update(operators(plan))
        elif kind == "SparkListenerSQLAdaptiveExecutionUpdate":
            name = name_of_query.get(event["executionId"])
            if name:
                models[name].update(operators(event["physicalPlanDescription"]))
        elif kind == "SparkListenerStageSubmitted":
            query = int(event.get("Properties", {}).get("spark.sql.execution.id", -1))
            if query in name_of_query:
                name_of_stage[event["Stage Info"]["Stage ID"]] = name_of_query[query]
        elif kind == "SparkListenerTaskEnd" and event["Stage ID"] in name_of_stage:
            metrics = event.get("Task Metrics") or {}
            cost = models[name_of_stage[event["Stage ID"]]]
            cost["shuffled"] += metrics["Shuffle Write Metrics"][
                "Shuffle Bytes Written"
            ]
            cost["written"] += metrics["Output Metrics"]["Bytes Written"]
            cost["spilled"] += metrics["Disk Bytes Spilled"]
            cost["seconds"] += metrics["Executor Run Time"] / 1000
    return sorted(models.items(), key=lambda item: -item[1]["seconds"])


def cost_table(costs: list[tuple[str, dict[str, float]]], n_rows: int) -> list[str]:
    """Return the table of what Spark moves, the two dearest models and the sum."""
    header = ["| model | scans | shuffles | shuffled MB | written MB | core s |",
              "|---|---|---|---|---|---|"]  # fmt: skip
    sums: dict[str, float] = defaultdict(float)
    for _, cost in costs:
        for key, value in cost.items():
            sums[key] += value

    def line(name: str, cost: dict[str, float]) -> str:
        megabytes = (f"{cost[key] / 1e6:.0f}" for key in ("shuffled", "written"))
        return (
            f"| {name} | {cost['scans']:.0f} | {cost['exchanges']:.0f} | "
            f"{' | '.join(megabytes)} | {cost['seconds']:.0f} |"
        )

    per_value = (
        f"A value costs {sums['shuffled'] / n_rows:.0f} bytes of shuffling, "
        f"{sums['written'] / n_rows:.0f} of "
        f"writing and {1e6 * sums['seconds'] / n_rows:.1f} microseconds of a core; "
        f"{sums['spilled'] / 1e6:.0f} MB were spilled."
    )
    return [
        *header,
        *(line(name, cost) for name, cost in costs[:2]),
        line(f"all {len(costs)} models", sums),
        "",
        per_value,
    ]


def main() -> None:
    """Measure the engines in turn, compare what they computed, and publish."""
    exponent = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    top = Path(os.environ.get("BENCH_DIR", ROOT / "warehouse" / "bench")).absolute()
    folder = top / str(exponent)
    write_panel(folder, exponent)
    write_reference(folder, exponent)
    panel = str(folder / "panel")
    with duckdb.connect() as connection:
        (n_values,) = connection.execute(
            f"select count(*) from read_parquet('{panel}/**/*.parquet')"
        ).fetchone() or (0,)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        work = Path(name)
        # PostgreSQL's user must be able to enter it.
        work.chmod(0o755)
        root = project(folder, work)
        log = work / "log"
        log.mkdir()
        (work / "spark-defaults.conf").write_text(
            f"spark.eventLog.enabled true\nspark.eventLog.dir file:{log}\n"
            "spark.eventLog.compress false\nspark.eventLog.rolling.enabled false\n"
        )
        with postgres_server(work / "postgres") as server:
            environments = {
                "dev": {"WAREHOUSE": str(work / "bench.duckdb")},
                "postgres": server,
                "spark": {
                    "SPARK_DIR": str(work / "spark"),
                    "SPARK_CONF_DIR": str(work),
                },
            }
            lines = [
                f"10^{exponent} values, {platform.machine()}, {CORES} cores, "
                f"{MEMORY_GB:.0f} GB, DuckDB {version('duckdb')}, "
                f"PySpark {version('pyspark')}.",
                "",
                "| engine | landing s | models s | to DuckDB |",
                "|---|---|---|---|",
            ]
            first: float | None = None
            expected: pd.DataFrame | None = None
            for target, own in environments.items():
                environment = {**own, **SETTINGS[target]}
                if target == "spark":
                    (work / "spark").mkdir()
                landing, seconds = measure(root, target, panel, environment)
                index = read_index(target, root, environment)
                if expected is None:
                    expected, first = index, seconds
                elif wrong := mart_differences(expected, index, KEY):
                    raise RuntimeError(f"{target} differs from DuckDB: {wrong}")
                lines.append(
                    f"| {NAMES[target]} | {landing:.0f} | {seconds:.0f} | "
                    f"{seconds / (first or seconds):.1f} |"
                )
                print(lines[-1], flush=True)
        lines += ["", "What Spark shuffles and writes for it:", ""]
        lines += cost_table(spark_cost(log), n_values)
    print(*lines, sep="\n")
    write_between(DOCUMENT, MARKS, lines)


if __name__ == "__main__":
    main()
