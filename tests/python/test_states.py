"""Whatever the state of disk and environment, a command ends with a message.

Each command runs in each state: it succeeds, or says in a line what is wrong, with an exit
code of its own; never a trace.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_builds import publish_small, small_paths
from typer.testing import CliRunner

from pipeline.cli import app

runner = CliRunner()


def missing(warehouse: Path) -> None:
    """Leave all as it is before the first build."""


def a_file(warehouse: Path) -> None:
    warehouse.write_text("")


def below_a_file(warehouse: Path) -> None:
    warehouse.parent.rmdir()
    warehouse.parent.write_text("")


def a_link_to_nowhere(warehouse: Path) -> None:
    warehouse.symlink_to("nowhere")


def a_loop(warehouse: Path) -> None:
    warehouse.symlink_to(warehouse.name)


def builds_is_a_file(warehouse: Path) -> None:
    warehouse.mkdir()
    (warehouse / "builds").write_text("")


def current_is_a_loop(warehouse: Path) -> None:
    warehouse.mkdir()
    (warehouse / "current").symlink_to("current")


def current_is_a_folder(warehouse: Path) -> None:
    (warehouse / "current").mkdir(parents=True)


def current_is_a_file(warehouse: Path) -> None:
    warehouse.mkdir()
    (warehouse / "current").write_text("")


def current_leads_to_a_file(warehouse: Path) -> None:
    warehouse.mkdir()
    (warehouse / "file").write_text("")
    (warehouse / "current").symlink_to("file")


def marts_is_a_folder(warehouse: Path) -> None:
    (warehouse / "marts").mkdir(parents=True)


def damaged(warehouse: Path) -> None:
    paths = small_paths(warehouse.parent)
    publish_small(paths, "old")
    for file in (paths.builds / "old").rglob("*.*"):
        file.chmod(0o644)
        file.write_bytes(os.urandom(5000))


def emptied(warehouse: Path) -> None:
    paths = small_paths(warehouse.parent)
    publish_small(paths, "old")
    for file in (paths.builds / "old").rglob("*.*"):
        file.unlink()


def of_another_kind(warehouse: Path) -> None:
    """Publish a whole build whose marts are not those that the commands read."""
    publish_small(small_paths(warehouse.parent), "old")


def a_question_mark(warehouse: Path) -> None:
    (warehouse.parent / "what?").mkdir()
    warehouse.symlink_to("what?")


STATES = [missing, a_question_mark, a_file,
          below_a_file, a_link_to_nowhere, a_loop, builds_is_a_file,
          current_is_a_loop, current_is_a_folder, current_is_a_file,
          current_leads_to_a_file, marts_is_a_folder, damaged, emptied,
          of_another_kind]  # fmt: skip
# States that stop a build before it begins; in the others it mends what there is.
UNBUILDABLE = [a_question_mark, a_file,
               below_a_file, a_link_to_nowhere, a_loop, builds_is_a_file,
               current_is_a_folder, current_is_a_file, marts_is_a_folder]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_command_in_every_state_of_the_warehouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Callable[[Path], None]
) -> None:
    warehouse = tmp_path / "parent" / "warehouse"
    warehouse.parent.mkdir()
    state(warehouse)
    monkeypatch.setenv("WAREHOUSE_DIR", str(warehouse))
    commands = [["index"], ["claims"], ["publish"], ["publish", "--restore", "old"],
                ["export", str(tmp_path / "out")], ["doctor"],
                ["freeze", "v", "--scenario", "paper"]]  # fmt: skip
    if state in UNBUILDABLE:
        commands.append(["build"])
    for command in commands:
        result = runner.invoke(app, command)
        said = result.stderr or result.stdout
        assert isinstance(result.exception, SystemExit | None), (command, said)
        assert "Traceback" not in said and "fault of the program" not in said
        may_succeed = command[0] == "publish" or state is of_another_kind
        assert result.exit_code == 1 or may_succeed, (command, said)
        assert said.strip(), command
        if command == ["build"]:
            assert str(warehouse.parent) in said
    assert not (tmp_path / "out").exists() or state is of_another_kind
