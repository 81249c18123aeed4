"""Count what the project is made of: lines, models, longest files and path, assertions.

    .venv/bin/python lint/count.py [FOLDER]

counts a checkout, this one or another; its environment must be able to run dbt and pytest.
Hand-written lines are those of tracked text but CSV, lock files, pictures and what is
computed (examples/mini_world/expected).
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOT_WRITTEN = {".csv", ".lock", ".png", ".svg", ".jpg", ".ico", ".parquet"}
# What carries the data, and what tells of it, is counted apart.
KINDS = {
    "app and pipeline, Python": r"(app|pipeline)/.*\.py",
    "app and pipeline, SQL": r"(app|pipeline)/.*\.sql",
    "models and macros, SQL": r"(models|macros)/.*\.sql",
    "models, macros and seeds, YAML and texts": r"(models|macros|seeds)/.*\.(yml|md)",
    "tests": r"tests/.*",
    "bench, lint and settings": r"(bench|lint|profiles|\.ci)/.*|[^/]*",
    "documents": r".*\.md",
}
INDEX = "fct_integration_index"


def written_files(root: Path) -> dict[str, int]:
    """Return the lines of each tracked file that somebody wrote."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    lines = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = root / name
        if path.suffix in NOT_WRITTEN or path.is_symlink() or not path.is_file():
            continue
        lines[name] = len(path.read_text(encoding="utf-8").splitlines())
    return lines


def lines_by_kind(lines: dict[str, int]) -> Counter[str]:
    """Return the lines of each kind of file; one of several kinds is of the first."""
    counts: Counter[str] = Counter()
    for name, n in lines.items():
        matching = (k for k, pattern in KINDS.items() if re.fullmatch(pattern, name))
        counts[next(matching, "others")] += n
    return counts


def manifest_of(root: Path) -> dict[str, Any]:
    """Parse a checkout with dbt; return the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse",
             "--target-path", folder],
            cwd=root, env={**os.environ, "DBT_PROFILES_DIR": "profiles"}, check=True,
        )  # fmt: skip
        return json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))


def longest_path(manifest: dict[str, Any], model: str) -> list[str]:
    """Return the models of the longest path from a seed or source to a model."""
    nodes = manifest["nodes"]

    @cache
    def path_to(node_id: str) -> tuple[str, ...]:
        if nodes.get(node_id, {}).get("resource_type") != "model":
            return ()
        before = [path_to(parent) for parent in nodes[node_id]["depends_on"]["nodes"]]
        return (*max(before, key=len, default=()), nodes[node_id]["name"])

    ends = [node_id for node_id, node in nodes.items() if node["name"] == model]
    return list(path_to(ends[0]))


def pytest_cases(root: Path) -> int:
    """Return how many cases pytest collects."""
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-o", "addopts=-qq"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.findall(r"^\S+\.py: (\d+)$", result.stdout, re.MULTILINE)
    assert found, result.stdout[-2000:]
    return sum(map(int, found))


def assertions(root: Path, manifest: dict[str, Any]) -> dict[str, int]:
    """Return how many assertions there are of each kind."""
    written = 0
    for path in (root / "tests" / "python").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        written += sum(isinstance(node, ast.Assert) for node in ast.walk(tree))
    kinds = Counter(node["resource_type"] for node in manifest["nodes"].values())
    rules = [
        *root.glob("pipeline/**/rules/*/*.sql"),
        *root.glob("pipeline/**/panel_rules/*/*.sql"),
    ]
    return {
        "cases of pytest": pytest_cases(root),
        "assert statements in them": written,
        "data tests of dbt, those of macros among them": kinds["test"],
        "unit tests of dbt": len(manifest["unit_tests"]),
        "rules of the landing gate, in SQL": len(set(rules)),
        "rules of the mart gate": mart_rules(root),
        "questions before publishing": len(
            [p for p in root.glob("pipeline/**/asks/*.sql")]
        ),
    }


def mart_rules(root: Path) -> int:
    """Return how many rules the mart gate has, be they SQL files or expectations."""
    files = list(root.glob("pipeline/gates/marts/**/*.sql"))
    said = "".join(
        path.read_text(encoding="utf-8")
        for path in root.glob("pipeline/**/*.py")
        if path.name in ("mart_gate.py", "undefined.py")
    )
    return len(files) + len(re.findall(r"\bexpectation\(", said))


def main(root: Path) -> None:
    """Print the counts."""
    lines = written_files(root)
    print(f"{sum(lines.values()):>7,} hand-written lines")
    for kind, n in lines_by_kind(lines).most_common():
        print(f"{n:>7,}   {kind}")
    for suffix in (".py", ".sql"):
        longest = sorted(
            (n, name) for name, n in lines.items() if name.endswith(suffix)
        )
        print(f"\nLongest {suffix} files")
        for n, name in longest[:-6:-1]:
            print(f"{n:>7,} {name}")
    manifest = manifest_of(root)
    kinds = Counter(node["resource_type"] for node in manifest["nodes"].values())
    print(f"\n{kinds['model']:>7} models\n{kinds['seed']:>7} seeds")
    path = longest_path(manifest, INDEX)
    print(f"{len(path):>7} models on the longest path from a seed to the index:")
    print(f"        {', '.join(path)}\n")
    for kind, n in assertions(root, manifest).items():
        print(f"{n:>7} {kind}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
