"""Each page under docs/how-to does what it says: its commands run, in order, in a copy.

The commands are the fenced blocks marked `sh`, those that speak of the mini-world; every
fenced block marked `sql`, there and in the tutorial, runs on the published marts and finds
rows. What a page does on a server is tried by test_engine_publishes.py.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.paths import connect

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"
WITH_SQL = [*sorted(HOW_TO.glob("*.md")), ROOT / "docs" / "tutorial.md"]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language on a page."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def tried(page: Path) -> list[str]:
    """Return the commands of a page that are meant to be tried on the mini-world."""
    commands = blocks(page, "sh")
    return commands if any("make mini" in command for command in commands) else []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the repository as it is worked on, its environments linked."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to((ROOT / ".venv").resolve())
    return tmp_path


@pytest.mark.parametrize(
    "page", [p for p in sorted(HOW_TO.glob("*.md")) if tried(p)], ids=lambda p: p.stem
)
def test_commands_of_a_page_run(copy: Path, page: Path) -> None:
    # What make would install stands there already, linked; its own target asks the clock.
    script = "\n".join(["set -euo pipefail", *tried(page)]).replace(
        "make mini", ".venv/bin/python tests/python/mini_world.py build"
    )
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=copy, env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{page.name}:\n{done.stdout}\n{done.stderr}"[-4000:]


@pytest.mark.parametrize(
    "page", [p for p in WITH_SQL if blocks(p, "sql")], ids=lambda p: p.stem
)
def test_queries_of_a_page_find_rows(page: Path) -> None:
    with connect() as warehouse:
        for block in blocks(page, "sql"):
            for query in filter(str.strip, re.sub(r"--.*", "", block).split(";")):
                assert warehouse.execute(query).fetchall(), query
