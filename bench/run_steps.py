"""Where the seconds of `make run` go on the real figures, as a table in docs/scale.md.

    .venv/bin/python bench/run_steps.py

Builds into a folder of its own with everything installed and parsed once before, as a
`make run` after a change finds it. The nodes of dbt are counted by kind; as it runs
several at a time, their seconds add up to more than its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

from panel import ROOT
from scale import DOCUMENT, write_between

sys.path.insert(0, str(ROOT))
MARKS = "<!-- run -->", "<!-- /run -->"
KINDS = {
    "seed": "seeds",
    "model": "models",
    "test": "data tests",
    "unit_test": "unit tests",
}
IMPORTS = (
    "import pipeline.cli, dbt.cli.main;"
    "import pipeline.gates.results as g; g.great_expectations()"
)


def seconds_of(*arguments: str) -> float:
    """Run a command of Python in the project and return how long it took."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - begin


def nodes_by_kind() -> dict[str, tuple[int, float]]:
    """Return number and seconds of the nodes that the last build ran, by kind."""
    results = json.loads((ROOT / "target" / "run_results.json").read_text())["results"]
    found: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for result in results:
        kind = KINDS[result["unique_id"].split(".")[0]]
        number, seconds = found[kind]
        found[kind] = (number + 1, seconds + result["execution_time"])
    return dict(found)


def main() -> None:
    """Build twice, the first time to parse; print and publish the table of the second."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WAREHOUSE_DIR"] = folder
        imports = seconds_of("-c", IMPORTS)
        seconds_of("-m", "pipeline", "build", "--force")

        exec(IMPORTS)
        from pipeline.build.run import build
        from pipeline.paths import Paths

        summary = build(Paths.from_environment(), force=True)
        assert not isinstance(summary, str)
        nodes = nodes_by_kind()
        rows = [("Python: imports of dbt and Great Expectations", imports)]
        rows += summary.seconds.items()
        rows.append(("Index and scorecard", seconds_of("-m", "pipeline", "index")
                     + seconds_of("-m", "pipeline", "claims")))  # fmt: skip
    whole = sum(seconds for _, seconds in rows)
    lines = ["| step | s | % |", "|---|---|---|"]
    for step, seconds in rows:
        lines.append(f"| {step} | {seconds:.1f} | {100 * seconds / whole:.0f} |")
        if step == "dbt build":
            for kind, (number, spent) in nodes.items():
                lines.append(f"| of it, {number} {kind} | ({spent:.1f}) | |")
    lines.append(f"| whole | {whole:.1f} | 100 |")
    print(*lines, sep="\n")
    write_between(DOCUMENT, MARKS, lines)


if __name__ == "__main__":
    main()
