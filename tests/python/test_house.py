"""The rules of the house that need no build (lint/house.py) find what breaks them."""

import subprocess
from pathlib import Path

import pytest

from lint import house


def test_no_rule_is_broken() -> None:
    assert house.broken() == []


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository of its own whose rules are asked."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.setattr(house, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text", "is_allowed"),
    [
        ("app/page.py", "from pipeline.gates.results import QualityResult\n", False),
        ("app/page.py", "def f():\n    import pipeline.gates.results\n", False),
        ("app/page.py", "from pipeline import cli\n", False),
        ("app/page.py", "from pipeline import paths\nfrom app import data\n", True),
        ("app/page.py", "from pipeline.publish.builds import verify\n", True),
        ("pipeline/landing/x.py", "from pipeline.gates import rules\n", False),
        ("pipeline/gates/x.py", "from pipeline.landing.inputs import Problem\n", True),
        ("pipeline/gates/x.py", "from app import texts\n", False),
        ("pipeline/publish/x.py", "import pipeline.build.run as run\n", False),
        ("pipeline/build/x.py", "from pipeline.publish import builds\n", True),
    ],
)
def test_an_import_against_the_stages_is_found(
    file: str, text: str, is_allowed: bool, small: Path
) -> None:
    path = small / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert [f"{file} imports" in place for place in house.broken()] == (
        [] if is_allowed else [True]
    )


def test_a_long_file_is_found(small: Path) -> None:
    path = small / "models" / "long.sql"
    path.parent.mkdir()
    path.write_text("select 1\n" * 161)
    assert house.broken() == [
        "models/long.sql has 161 lines, expected at most 160: part it by what its parts "
        "answer"
    ]
    path.write_text("select 1\n" * 160)
    assert house.broken() == []
