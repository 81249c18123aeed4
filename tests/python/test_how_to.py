"""Each page under docs/how-to does what it says: its commands run in a copy.

The commands are the fenced blocks marked `sh` of pages that build the mini-world. It is
built once, with what all pages do before it, and then asked what they ask. Every
fenced block marked `sql`, there and in the tutorial, runs on the published marts and finds
rows. What a page does on a server is tried by test_engine_publishes.py.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from mini_world import FOLDER

from pipeline.paths import connect

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"
WITH_SQL = [*sorted(HOW_TO.glob("*.md")), ROOT / "docs" / "tutorial.md"]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language on a page."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def parts(page: Path, *, asks: bool) -> list[str]:
    """Return what a page does before the mini-world is built, or asks of it then."""
    commands, builds = blocks(page, "sh"), "make mini\n"
    if not any(builds in command for command in commands):
        return []
    found = builds.join(commands).split(builds)
    return [part for part in found if part and ("python" in part) == asks]


PAGES = [page for page in sorted(HOW_TO.glob("*.md")) if parts(page, asks=False)]


def run(script: str, folder: Path) -> None:
    """Run commands as a person types them."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"[-4000:]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, mini_world: Path) -> Path:
    """Copy the repository as it is worked on, do what all pages say, and build once.

    What dbt parsed of the mini-world comes along.
    """
    folder = tmp_path_factory.mktemp("copy")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    parsed = FOLDER.relative_to(ROOT) / "target"
    shutil.copytree(ROOT / parsed, folder / parsed)
    for page in PAGES:
        run("\n".join(parts(page, asks=False)), folder)
    # What make would install stands there already, linked; its own target asks the clock.
    run(".venv/bin/python tests/python/mini_world.py build", folder)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_of_a_page_run(copy: Path, page: Path) -> None:
    for part in parts(page, asks=True):
        run(part, copy)


@pytest.mark.parametrize(
    "page", [p for p in WITH_SQL if blocks(p, "sql")], ids=lambda p: p.stem
)
def test_queries_of_a_page_find_rows(page: Path) -> None:
    with connect() as warehouse:
        for block in blocks(page, "sql"):
            for query in filter(str.strip, re.sub(r"--.*", "", block).split(";")):
                assert warehouse.execute(query).fetchall(), query
