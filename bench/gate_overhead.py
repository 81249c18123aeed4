"""What the gates and publishing cost beside a bare dbt build, both in one run.

    .venv/bin/python bench/gate_overhead.py [rounds]

Prints the seconds of each round and the ratio of what the pipeline adds to the bare build.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def seconds(arguments: list[str], **environment: str) -> float:
    """Return how long a command takes; it must succeed."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begin


def main() -> None:
    """Measure in alternation, so that a slow moment of the machine meets both."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        dbt = [
            str(Path(sys.executable).with_name("dbt")),
            *("--quiet", "build", "--profiles-dir", "profiles"),
        ]
        bare_file = str(Path(folder) / "bare.duckdb")
        seconds(dbt, WAREHOUSE=bare_file)
        for number in range(1, rounds + 1):
            bare = seconds(dbt, WAREHOUSE=bare_file)
            whole = seconds(
                ["-m", "pipeline", "build", "--force"], WAREHOUSE_DIR=folder
            )
            ratios.append((whole - bare) / bare)
            print(f"round {number}: bare dbt build {bare:.1f} s, with gates and publish "
                  f"{whole:.1f} s, added {ratios[-1]:.2f} of the bare build")  # fmt: skip
    print(
        f"median: {statistics.median(ratios):.2f} of a bare dbt build (at most 1 wanted)"
    )


if __name__ == "__main__":
    main()
