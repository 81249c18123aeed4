"""Our compiled models beside hand-written DuckDB statements and Polars, on large panels.

    .venv/bin/python bench/scale.py [EXPONENTS] [ROUNDS]

EXPONENTS is a list like 6,7,8 (default 6,7). Each contender runs in a process of its own,
in turn, on the same Parquet files (bench/panel.py); their cells must agree to 1e-9.
The panels are
kept in BENCH_DIR (default warehouse/bench). Prints a table in Markdown.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import duckdb
from panel import ROOT, write_panel, write_reference

CONTENDERS = ("models", "by_hand", "polars", "models_512mb", "by_hand_512mb")
TYPES = {"text": "varchar"}


def plan(folder: Path, work: Path) -> Path:
    """Compile the models from the values to the index; write what is to be executed."""
    variables = {"panel": f"{folder}/panel/**/*.parquet"}
    file = work / "none.duckdb"
    subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--quiet", "compile",
         "--select", "+fct_integration_index", "--vars", json.dumps(variables),
         "--target-path", str(work / "target")],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, "DBT_PROFILES_DIR": "profiles", "WAREHOUSE": str(file)},
    )  # fmt: skip
    nodes = json.loads((work / "target" / "manifest.json").read_text())["nodes"]
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in nodes and name not in ordered:
            for parent in nodes[name]["depends_on"].get("nodes", []):
                visit(parent)
            ordered.append(name)

    visit("model.integration_index.fct_integration_index")
    setup = [f"create schema {s}" for s in ("raw", "staging", "intermediate", "marts")]
    models = []
    for node in (nodes[name] for name in ordered):
        if node["resource_type"] == "seed":
            columns = ", ".join(
                f"{column} {TYPES.get(kind, kind)}"
                for column, kind in node["config"]["column_types"].items()
            )
            setup.append(f"create table raw.{node['name']} ({columns})")
            # The panel stands alone: no figure of the 85 cities.
            csv = folder / "reference" / f"{node['name']}.csv"
            if not csv.exists() and "city_year" not in node["original_file_path"]:
                csv = ROOT / node["original_file_path"]
            if csv.exists():
                setup.append(
                    f"insert into raw.{node['name']} by name "
                    f"from read_csv('{csv}', all_varchar = true, header = true)"
                )
        elif node["resource_type"] == "model":
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            query = node["compiled_code"].replace('"none".', "")
            models.append(f"create {kind} {node['schema']}.{node['name']} as {query}")
    (work / "plan.json").write_text(json.dumps({"setup": setup, "models": models}))
    return work / "plan.json"


def run(name: str, folder: Path, work: Path, steps: Path) -> tuple[float, float, float]:
    """Run a contender; return wall seconds, CPU seconds and peak memory in GB."""
    output = work / f"{name}.parquet"
    for leftover in work.glob(f"{name}.*"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    base = name.removesuffix("_512mb")
    environment = dict(os.environ)
    if base != name:
        environment["BENCH_MEMORY"] = "512MB"
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("contenders.py")), base,
         str(folder), str(output), str(steps)],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} failed with exit code {process.returncode}")
    wall, cpu = json.loads(said.splitlines()[-1])
    return wall, cpu, usage.ru_maxrss / 1e6


def check(work: Path, names: list[str]) -> int:
    """Compare the cells of all with those of our models; return how many there are.

    Raises:
        RuntimeError: a cell is missing or differs by more than 1e-9.

    """
    ours = f"'{work / 'models.parquet'}'"
    (n,) = duckdb.execute(f"select count(*) from {ours}").fetchone() or (0,)
    if not n:
        raise RuntimeError("models: no cell")
    for name in names:
        (wrong,) = duckdb.execute(f"""
            select count(*) from {ours} as a
            full join '{work / f"{name}.parquet"}' as b
                using (cluster_id, indicator_id, year)
            where not coalesce(
                a.n = b.n and a.n_carried = b.n_carried
                and a.n_interpolated = b.n_interpolated
                and abs(a.coverage - b.coverage) <= 1e-9
                and abs(a.mean - b.mean) <= 1e-9 * greatest(1, abs(a.mean))
                and abs(a.min_value - b.min_value) <= 1e-9 * greatest(1, abs(a.mean))
                and abs(a.max_value - b.max_value) <= 1e-9 * greatest(1, abs(a.mean))
                and abs(a.sd_sample - b.sd_sample) <= 1e-9 * greatest(1, a.sd_sample)
                and abs(a.cv - b.cv) <= 1e-9, false)
        """).fetchone() or (n,)
        if wrong:
            raise RuntimeError(f"{name}: {wrong} of {n} cells differ from the models")
    return n


def main() -> None:
    """Measure in alternation and print the medians."""
    sizes = [int(e) for e in (sys.argv[1] if len(sys.argv) > 1 else "6,7").split(",")]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    top = Path(os.environ.get("BENCH_DIR", ROOT / "warehouse" / "bench")).absolute()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python "
          f"{platform.python_version()}, DuckDB {duckdb.__version__}\n")  # fmt: skip
    print("| values | contender | wall s | CPU s | peak GB | wall to by hand |")
    print("|---|---|---|---|---|---|")
    walls: dict[tuple[int, str], float] = {}
    for size in sizes:
        folder = top / str(size)
        write_panel(folder, size)
        write_reference(folder, size)
        work = folder / "work"
        work.mkdir(exist_ok=True)
        steps = plan(folder, work)
        results: dict[str, list[tuple[float, float, float]]] = {}
        for _ in range(rounds if size < 8 else 1):
            for name in CONTENDERS:
                results.setdefault(name, []).append(run(name, folder, work, steps))
        check(work, list(CONTENDERS[1:]))
        for name, measured in results.items():
            wall, cpu, peak = (
                statistics.median(m) for m in zip(*measured, strict=True)
            )
            walls[size, name] = wall
            base = walls.get((size, "by_hand"), 0) or statistics.median(
                m[0] for m in results["by_hand"]
            )
            print(f"| 10^{size} | {name} | {wall:.1f} | {cpu:.1f} | {peak:.2f} | "
                  f"{wall / base:.2f} |", flush=True)  # fmt: skip
        if (size - 1, "models") in walls:
            growth = walls[size, "models"] / walls[size - 1, "models"]
            print(f"| 10^{size} / 10^{size - 1} | models | {growth:.1f} | | | |")
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
