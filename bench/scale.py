"""Our compiled models beside hand-written DuckDB, Polars, pandas, NumPy; large panels.

    .venv/bin/python bench/scale.py [EXPONENTS] [ROUNDS]

EXPONENTS is a list like 6,7,8 (default 6,7); ROUNDS 3 unless given, from 10^8 on for the
first three alone. Each contender runs in a process of its own, in turn, on the same Parquet
files (bench/panel.py); their cells and indices must agree to 1e-9. The panels are kept in
BENCH_DIR (default warehouse/bench). A contender that takes more than BENCH_MAX_GB (default
80 % of the machine's memory) is stopped.
Prints tables in Markdown; writes them to docs/scale.md and the plot to docs/scale.svg.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from as_ready import step
from contenders import NO_MEMORY
from contenders.common import SETTINGS, index_file
from panel import ROOT, YEARS, write_panel, write_reference
from plot import scale_svg

CONTENDERS = ("models", "by_hand", "polars", "pandas", "numpy", "models_new_year",
              "models_512mb", "by_hand_512mb")  # fmt: skip
INDEX = "fct_integration_index"
# Which may run out of memory without an end to the benchmark.
OTHERS = ("polars", "pandas", "numpy", "by_hand_512mb")
TYPES = {"text": "varchar"}
DOCUMENT, PLOT = ROOT / "docs" / "scale.md", ROOT / "docs" / "scale.svg"
MARKS = "<!-- measured -->", "<!-- /measured -->"
MEMORY_GB = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
MAX_GB = float(os.environ.get("BENCH_MAX_GB", 0.8 * MEMORY_GB))


class Run(NamedTuple):
    """What one run took: seconds, and peak memory in GB; no seconds if it died."""

    wall: float | None
    cpu: float | None
    peak: float


def compiled(folder: Path, work: Path, **variables: Any) -> list[dict]:
    """Compile what leads to the index; return its nodes in order, seeds first."""
    variables["panel"] = f"{folder}/panel/**/*.parquet"
    target = work / "target"
    subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--quiet", "compile",
         "--select", f"+{INDEX}", "--vars", json.dumps(variables),
         "--target-path", str(target)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, "DBT_PROFILES_DIR": "profiles",
             "WAREHOUSE": str(work / "none.duckdb")},
    )  # fmt: skip
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    return [
        nodes[name] for name in ancestors(nodes, f"model.integration_index.{INDEX}")
    ]


def ancestors(nodes: dict[str, dict], to: str) -> list[str]:
    """Return the nodes that lead to one, and that, each after what it reads."""
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in nodes and name not in ordered:
            for parent in nodes[name]["depends_on"].get("nodes", []):
                visit(parent)
            ordered.append(name)

    visit(to)
    return ordered


def statement(node: dict, years: list[int]) -> str:
    """Return what builds a model, anew or for some years alone."""
    query = node["compiled_code"].replace('"none".', "")
    name = f"{node['schema']}.{node['name']}"
    by_year = years and node["config"]["meta"].get("by_year")
    if by_year:
        chosen = f"year in ({', '.join(map(str, years))})"
        if by_year == "read":
            gap = SETTINGS["max_year_gap"]
            read = min(years) - gap, max(years) + gap
            chosen = "year between {} and {}".format(*read)
        return (
            f"delete from {name} where {chosen}; "
            f"insert into {name} by name select * from ({query}) where {chosen}"
        )
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return f"drop {kind} if exists {name} cascade; create {kind} {name} as {query}"


def steps_of(nodes: list[dict], years: list[int]) -> dict[str, tuple[str, list[str]]]:
    """Return what builds the models among some nodes, by their names."""
    return {
        node["unique_id"]: step(node, statement(node, years))
        for node in nodes
        if node["resource_type"] == "model"
    }


def seed(node: dict, folder: Path) -> list[str]:
    """Return what loads a seed; the panel stands alone, without the 85 cities' figures."""
    name = f"{node['schema']}.{node['alias']}"
    columns = ", ".join(
        f"{column['name']} {TYPES.get(column['data_type'], column['data_type'])}"
        + (" default false" if column["name"] == "is_landed" else "")
        for column in node["columns"].values()
    )
    statements = [f"create table {name} ({columns})"]
    csv = folder / "reference" / f"{node['name']}.csv"
    if not csv.exists() and "city_year" not in node["original_file_path"]:
        csv = ROOT / node["original_file_path"]
    if csv.exists():
        statements.append(
            f"insert into {name} by name "
            f"from read_csv('{csv}', all_varchar = true, header = true)"
        )
    return statements


def plan(folder: Path, work: Path) -> Path:
    """Compile the models; write what each contender of ours is to execute.

    That is the way from the values to the index, and the same with the last year alone.
    """
    whole = compiled(folder, work)
    new = compiled(folder, work, new_years=[YEARS[-1]])
    setup = [f"create schema {s}" for s in ("raw", "staging", "intermediate", "marts")]
    for node in whole:
        if node["resource_type"] == "seed":
            setup.extend(seed(node, folder))
    steps = {
        "setup": setup,
        "models": steps_of(whole, []),
        "models_new_year": steps_of(new, [YEARS[-1]]),
    }
    (work / "plan.json").write_text(json.dumps(steps))
    return work / "plan.json"


def resident_gb(pid: int) -> float:
    """Return the memory that a process holds, or 0 if it cannot be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (OSError, IndexError):
        said = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True
        ).stdout
        return int(said or 0) * 1024 / 1e9


def run(name: str, folder: Path, work: Path, steps: Path) -> Run:
    """Run a contender; stop it when it holds more than MAX_GB.

    Raises:
        RuntimeError: it failed, and not for want of memory, or it may not fail at all.

    """
    output = work / f"{name}.parquet"
    for leftover in work.glob(f"{name}.*"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    base = name.removesuffix("_512mb")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    if base != name:
        environment["BENCH_MEMORY"] = "512MB"
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "contenders", base, str(folder), str(output),
             str(steps)],
            env=environment, stdout=said,
        )  # fmt: skip
        pid = 0
        while not pid:
            time.sleep(0.1)
            if resident_gb(process.pid) > MAX_GB:
                process.kill()
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().splitlines()
    # Of bytes on a Mac, of kibibytes elsewhere.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9
    is_starved = process.returncode < 0 or process.returncode == NO_MEMORY
    if is_starved and name in OTHERS:
        return Run(None, None, peak)
    if process.returncode:
        raise RuntimeError(f"{name} failed with exit code {process.returncode}")
    wall, cpu = json.loads(lines[-1])
    return Run(wall, cpu, peak)


def check(work: Path, names: list[str]) -> None:
    """Compare the cells and the indices of all with those of our models.

    Raises:
        RuntimeError: a row is missing or differs by more than 1e-9.

    """
    cell = """a.n = b.n and a.n_carried = b.n_carried
        and a.n_interpolated = b.n_interpolated
        and abs(a.coverage - b.coverage) <= 1e-9
        and abs(a.mean - b.mean) <= 1e-9 * greatest(1, abs(a.mean))
        and abs(a.min_value - b.min_value) <= 1e-9 * greatest(1, abs(a.mean))
        and abs(a.max_value - b.max_value) <= 1e-9 * greatest(1, abs(a.mean))
        and abs(a.sd_sample - b.sd_sample) <= 1e-9 * greatest(1, a.sd_sample)
        and abs(a.cv - b.cv) <= 1e-9"""
    compared = {
        "cells": (Path, "cluster_id, indicator_id, year", cell),
        "indices": (
            index_file,
            "cluster_id, year",
            "abs(a.integration_index - b.integration_index) <= 1e-9",
        ),
    }
    for what, (file, key, is_equal) in compared.items():
        ours = f"'{file(work / 'models.parquet')}'"
        (n,) = duckdb.execute(f"select count(*) from {ours}").fetchone() or (0,)
        if not n:
            raise RuntimeError(f"models: no {what}")
        for name in names:
            (wrong,) = duckdb.execute(f"""
                select count(*) from {ours} as a
                full join '{file(work / f"{name}.parquet")}' as b using ({key})
                where not coalesce({is_equal}, false)
            """).fetchone() or (n,)
            if wrong:
                raise RuntimeError(
                    f"{name}: {wrong} of {n} {what} differ from the models"
                )


def ratio(measured: list[Run], to: list[Run]) -> float | None:
    """Return the median of the ratios by round; the machine's speed drifts between."""
    ratios = [
        a.wall / b.wall for a, b in zip(measured, to, strict=False) if a.wall and b.wall
    ]
    return statistics.median(ratios) if ratios else None


def table(results: dict[tuple[int, str], list[Run]]) -> list[str]:
    """Return a table of the medians, and of the ratios to the statements by hand."""
    lines = [
        "| values | contender | wall s | CPU s | peak GB | wall to by hand |",
        "|---|---|---|---|---|---|",
    ]
    for (size, name), measured in results.items():
        if measured[-1].wall is None:
            peak = max(m.peak for m in measured)
            lines.append(f"| 10^{size} | {name} | did not finish | | {peak:.2f} | |")
            continue
        wall, cpu, peak = (statistics.median(m) for m in zip(*measured, strict=True))
        lines.append(
            f"| 10^{size} | {name} | {wall:.1f} | {cpu:.1f} | {peak:.2f} | "
            f"{ratio(measured, results[size, 'by_hand']):.2f} |"
        )
    return lines


def write_between(document: Path, marks: tuple[str, str], lines: list[str]) -> None:
    """Replace what stands between two marks of a document."""
    before, rest = document.read_text(encoding="utf-8").split(marks[0])
    _, after = rest.split(marks[1])
    text = "\n".join([before + marks[0], "", *lines, "", marks[1] + after])
    document.write_text(text, encoding="utf-8")


def publish(lines: list[str], walls: dict[tuple[int, str], float], title: str) -> None:
    """Write the tables between the marks of docs/scale.md, and the plot."""
    write_between(DOCUMENT, MARKS, lines)
    PLOT.write_text(scale_svg(walls, title), encoding="utf-8")


def main() -> None:
    """Measure in alternation, print the medians and publish them."""
    sizes = [int(e) for e in (sys.argv[1] if len(sys.argv) > 1 else "6,7").split(",")]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    top = Path(os.environ.get("BENCH_DIR", ROOT / "warehouse" / "bench")).absolute()
    libraries = ", ".join(
        f"{name} {version(name.lower())}"
        for name in ("DuckDB", "Polars", "pandas", "NumPy")
    )
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {MEMORY_GB:.0f} GB"
    places: dict[int, tuple[Path, Path, Path]] = {}
    for size in sizes:
        folder = top / str(size)
        write_panel(folder, size)
        write_reference(folder, size)
        work = folder / "work"
        work.mkdir(exist_ok=True)
        places[size] = folder, work, plan(folder, work)
    results: dict[tuple[int, str], list[Run]] = {
        (size, name): [] for size in sizes for name in CONTENDERS
    }
    # All sizes in each round: the machine's speed drifts, and sizes are compared too.
    for _ in range(rounds):
        for size, (folder, work, steps) in places.items():
            # No contender waits for the disk.
            for file in folder.glob("panel/**/*.parquet"):
                file.read_bytes()
            of_size = {n: m for (s, n), m in results.items() if s == size}
            for name, measured in of_size.items():
                # Who died once is not tried again; a large size repeats the first three.
                if not measured or (
                    measured[-1].wall is not None
                    and (size < 8 or name in CONTENDERS[:3])
                ):
                    measured.append(run(name, folder, work, steps))
                    print(f"10^{size} {name}: {measured[-1]}", file=sys.stderr)
            check(work, [n for n, m in of_size.items() if m[-1].wall is not None][1:])
    for _, work, _ in places.values():
        shutil.rmtree(work)
    lines = [
        f"{machine}, Python {platform.python_version()}, {libraries}.",
        "",
        *table(results),
    ]
    print(*lines, sep="\n")
    walls = {
        key: statistics.median(m.wall for m in measured)
        for key, measured in results.items()
        if measured[-1].wall is not None
    }
    publish(lines, walls, f"Wall seconds by values: {machine}")


if __name__ == "__main__":
    main()
