"""The rules of the house that need neither dbt nor a build, and where they are broken.

    python lint/house.py

prints every place; test_house.py asks that there is none.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What a package may import of the project besides itself: by the stages that a figure
# passes, a stage knows those before it. `build` runs them all.
MAY_IMPORT = {
    "pipeline/landing": {"pipeline.paths"},
    "pipeline/gates": {"pipeline.paths", "pipeline.landing"},
    "pipeline/publish": {"pipeline.paths", "pipeline.landing", "pipeline.gates"},
    "pipeline/build": {
        "pipeline.paths",
        "pipeline.landing",
        "pipeline.gates",
        "pipeline.publish",
    },
    # The viewer reads what is published, says whether it is older than its inputs, and
    # builds where nothing is published yet.
    "app": {
        "pipeline.paths",
        "pipeline.publish",
        "pipeline.landing.checked",
        "pipeline.build.run",
    },
    "lint": set(),
}
OWN = ("app", "pipeline", "bench", "lint")

# Longer, and a reader scrolls instead of reading. The recomputation is one file, so that
# it can be seen to share no code.
MAX_LINES = {".py": 450, ".sql": 160}
LONG_ON_PURPOSE = {"tests/python/recomputation.py"}


def tracked(*suffixes: str) -> list[Path]:
    """Return the tracked files that are there, by path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = sorted(map(Path, filter(None, listed.stdout.split("\0"))))
    return [
        path
        for path in paths
        if (ROOT / path).is_file() and (not suffixes or path.suffix in suffixes)
    ]


def imports_of(path: Path) -> Iterator[str]:
    """Yield the modules of the project that a Python file imports, wherever it does."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # from pipeline.build import run: the module is the name.
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                below = ROOT / name.replace(".", "/")
                is_module = below.is_dir() or below.with_suffix(".py").is_file()
                yield name if is_module or node.module in OWN else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def forbidden_imports() -> Iterator[str]:
    """Yield each import that goes where its package may not."""
    for path in tracked(".py"):
        for package, allowed in MAY_IMPORT.items():
            if not path.is_relative_to(package):
                continue
            own = package.replace("/", ".")
            for module in imports_of(path):
                parts = module.split(".")
                prefixes = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
                if parts[0] in OWN and not prefixes & {own, *allowed}:
                    yield f"{path} imports {module}: {package} may import {allowed}"


def lines_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def long_files() -> Iterator[str]:
    """Yield each file that is too long."""
    for path in tracked(*MAX_LINES):
        most, n = MAX_LINES[path.suffix], lines_of(path)
        if n > most and str(path) not in LONG_ON_PURPOSE:
            yield (
                f"{path} has {n} lines, expected at most {most}: part it by what its "
                "parts answer"
            )


def broken() -> list[str]:
    """Return every place where a rule is broken."""
    return [*forbidden_imports(), *long_files()]


if __name__ == "__main__":
    places = broken()
    print("\n".join(places))
    sys.exit(bool(places))
