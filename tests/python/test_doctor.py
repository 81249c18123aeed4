"""What the doctor says of a machine on which something is wrong."""

from pathlib import Path

import pytest

from pipeline import doctor


def program(folder: Path, name: str, says: str) -> None:
    """Write a program that prints a line."""
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)


def test_packages_that_are_not_those_of_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "duckdb==0.0.1 \\\n    --hash=sha256:00\nno-such-package==1.0 \\\n"
        "colorama==9 ; sys_platform == 'win32' \\\n"
    )
    ((is_well, text),) = doctor.packages(lock)
    assert not is_well
    assert "expected 0.0.1" in text and "no-such-package is not installed" in text
    assert "colorama" not in text


def test_packages_are_those_of_the_lock(root: Path) -> None:
    assert all(is_well for is_well, _ in doctor.packages(root / "requirements.lock"))


def test_machine_without_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "fc-list", "")
    (tmp_path / "fc-list").write_text("#!/bin/sh\n")
    program(tmp_path, "duckdb", "v1.4.2 (Andium) 68d7555f68")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = doctor.tools()
    assert [is_well for is_well, _ in found] == [True] * 4 + [False]
    for part in ("Chromium", "TARGET=spark", "TARGET=postgres", "Chinese", "1.4"):
        assert any(part in text for _, text in found), part


def test_machine_with_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium", "java", "psql"):
        program(tmp_path, name, "")
    program(tmp_path, "fc-list", "Noto Sans CJK SC")
    program(tmp_path, "duckdb", "v2.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.tools() == []
