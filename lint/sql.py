"""Lint SQL, each file once: what passed, and what it is read with, is remembered.

    .venv-lint/bin/python lint/sql.py

A file is linted again when it, a macro that it calls, directly or through others, or the
linter or its settings have changed. What is remembered is in .sqlfluff_cache, beside the
caches of the other linters.
"""

import hashlib
import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What is rendered how: models with dbt's Jinja, the viewer's queries with parameters.
TEMPLATERS = {
    "jinja": ("models", "analyses", "tests/singular", "pipeline"),
    "placeholder": ("app",),
}
CACHE = ROOT / ".sqlfluff_cache"
SETTINGS = (".sqlfluff", "app/queries/.sqlfluff", "lint/adapter.py", "lint/dbt.py",
            "lint/flags.py")  # fmt: skip
WORD = re.compile(r"\w+")


def macros() -> dict[str, str]:
    """Return the text of the file of each macro, by the macro's name."""
    found = {}
    for path in sorted((ROOT / "macros").rglob("*.sql")):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"{%-?\s*macro\s+(\w+)", text):
            found[name] = text
    return found


def read_with(text: str, known: dict[str, str]) -> list[str]:
    """Return the texts of the macros that a text names, and of those that they name."""
    waiting, seen = [text], set()
    while waiting:
        for name in set(WORD.findall(waiting.pop())) & known.keys() - seen:
            seen.add(name)
            waiting.append(known[name])
    return [known[name] for name in sorted(seen)]


def keys_of(paths: list[Path]) -> dict[Path, str]:
    """Return the hash of each file with all that it is read with."""
    known = macros()
    settings = "".join((ROOT / name).read_text(encoding="utf-8") for name in SETTINGS)
    keys = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        parts = [str(path.relative_to(ROOT)), version("sqlfluff"), settings, text]
        whole = "\0".join([*parts, *read_with(text, known)])
        keys[path] = hashlib.sha256(whole.encode()).hexdigest()
    return keys


def violations(templater: str, paths: list[Path]) -> dict[str, list[str]]:
    """Lint files; return what is found in each, in the form in which editors find it."""
    if not paths:
        return {}
    linter = Path(sys.executable).with_name("sqlfluff")
    result = subprocess.run(
        [linter, "lint", "--format", "json", "--templater", templater, "--processes", "2",
         *(str(path.relative_to(ROOT)) for path in paths)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode > 1 or not result.stdout.startswith("["):
        sys.exit(result.stdout + result.stderr)
    return {
        file["filepath"]: [
            f"{file['filepath']}:{found['start_line_no']}:{found['start_line_pos']}: "
            f"{found['code']} {found['description']}"
            for found in file["violations"]
        ]
        for file in json.loads(result.stdout)
    }


def main() -> int:
    """Lint the files that are not known to pass; return 1 where something is found."""
    passed = set(CACHE.read_text().split()) if CACHE.exists() else set()
    n_linted, lines = 0, []
    for templater, folders in TEMPLATERS.items():
        keys = keys_of([p for name in folders for p in (ROOT / name).rglob("*.sql")])
        changed = sorted(path for path, key in keys.items() if key not in passed)
        found = violations(templater, changed)
        passed |= {keys[ROOT / name] for name, places in found.items() if not places}
        lines += [line for places in found.values() for line in places]
        n_linted += len(changed)
    CACHE.write_text("\n".join(sorted(passed)) + "\n")
    print("\n".join([*lines, f"SQL: {n_linted} files linted, {len(lines)} findings"]))
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
