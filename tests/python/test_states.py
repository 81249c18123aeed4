"""Whatever the state of disk and environment, a command ends with a message.

Each command runs in each state: it succeeds, or says in a line what is wrong, with an exit
code of its own; never a trace.
"""

import contextlib
import errno
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from conftest import ROOT, copy_project
from small_builds import publish_small, small_paths
from typer.testing import CliRunner

from pipeline import cli, plain_errors
from pipeline.build import run as building
from pipeline.cli import app
from pipeline.landing.files import MAX_ROWS
from pipeline.landing.inputs import read_inputs
from pipeline.landing.schemas import RELATIONS, read_schemas
from pipeline.paths import Paths, PipelineError

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


def a_backslash(warehouse: Path) -> None:
    (warehouse.parent / "what\\").mkdir()
    warehouse.symlink_to("what\\")


def not_utf8(warehouse: Path) -> None:
    (warehouse.parent / "\udcff").mkdir()
    warehouse.symlink_to("\udcff")


STATES = [missing, not_utf8, a_backslash, a_file,
          below_a_file, a_link_to_nowhere, a_loop, builds_is_a_file,
          current_is_a_loop, current_is_a_folder, current_is_a_file,
          current_leads_to_a_file, marts_is_a_folder, damaged, emptied,
          of_another_kind]  # fmt: skip
# States that stop a build before it begins; in the others it mends what there is.
UNBUILDABLE = [not_utf8, a_backslash, a_file,
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


def end_of(
    monkeypatch: pytest.MonkeyPatch, output: io.TextIOBase | None, *command: str
) -> tuple[int, str]:
    """Run a command that prints to an output of its own; return exit code and message."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(sys, "stderr", said)
    # What another could not print is kept by it.
    monkeypatch.setattr(cli, "console", plain_errors.plain_console())
    with pytest.raises(SystemExit) as end:
        app(list(command), prog_name="python -m pipeline")
    said.flush()
    return int(end.value.code or 0), said.buffer.getvalue().decode()


def closed_pipe() -> io.TextIOBase:
    """Return the end of a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return open(writer, "w", encoding="utf-8")


@pytest.mark.parametrize("command", ["index", "claims", "--help"])
def test_output_that_goes_nowhere(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert end_of(monkeypatch, full, command) == (
            1,
            "Cannot write to the standard output: No space left on device\n",
        )
    pipe = closed_pipe()
    assert end_of(monkeypatch, pipe, command) == (1, "")
    with contextlib.suppress(BrokenPipeError):
        pipe.close()
    assert end_of(monkeypatch, None, command) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb2312"])
def test_output_without_unicode(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    output = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    code, said = end_of(monkeypatch, output, "index")
    assert (code, said) == (0, "")
    printed = output.buffer.getvalue().decode(encoding)
    assert "Yangtze River Delta" in printed
    assert ("长三角" if encoding == "gb2312" else r"\u957f\u4e09\u89d2") in printed
    code, said = end_of(monkeypatch, output, "index", "--scenario", "长\udcff")
    assert (code == 1 and r"\u957f" in said) or "not in UTF-8" in said


def test_an_ascii_locale_reaches_folders_of_other_names(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pipeline", "publish"],
        cwd=ROOT,
        env={"WAREHOUSE_DIR": str(tmp_path / "仓"), "LC_ALL": "C", "PYTHONUTF8": "0",
             "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, b"")
    assert f"No builds in {tmp_path / '仓'}" in result.stdout.decode()


class StrangeError(Exception):
    """Stands for what nobody thought of."""


@pytest.mark.parametrize(
    ("error", "expected"),
    [(StrangeError("first\nsecond"), "Unexpected StrangeError: first. This is a fault"),
     (StrangeError(), "Unexpected StrangeError: no message. This is a fault"),
     (MemoryError(), "Not enough memory (MemoryError)"),
     (RuntimeError("can't start new thread"), "Not enough memory"),
     (ModuleNotFoundError("No module named 'dbt'"), "`make clean run` makes it anew"),
     (PermissionError(13, "Permission denied", "/x"), "write /x: Permission denied"),
     (RecursionError("maximum"), "Unexpected RecursionError: maximum")],
)  # fmt: skip
def test_any_other_error_is_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: str
) -> None:
    monkeypatch.setattr(plain_errors, "ROOT", tmp_path)

    def fail() -> None:
        raise error

    monkeypatch.setattr(Paths, "from_environment", fail)
    result = runner.invoke(app, ["index"])
    assert result.exit_code == 1
    assert expected in result.stderr and result.stderr.count("\n") == 1
    traces = list(tmp_path.rglob("error-*.txt"))
    assert len(traces) == ("fault" in result.stderr)
    for trace in traces:
        assert str(trace) in result.stderr
        assert f"{type(error).__name__}" in trace.read_text()


def test_a_trace_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logs").write_text("")
    monkeypatch.setattr(plain_errors, "ROOT", tmp_path)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "logs"))
    monkeypatch.setattr(Paths, "from_environment", lambda: 1 / 0)
    result = runner.invoke(app, ["index"])
    assert "ZeroDivisionError: division by zero. This is a fault" in result.stderr
    assert "test_states.py:" in result.stderr


@pytest.mark.parametrize("name", [RELATIONS, "seeds/city_year/_city_year__seeds.yml"])
@pytest.mark.parametrize("text", [b"seeds: [", b"\xff\xfe", b"", b"[1]", b"seeds: 1",
                                  b"seeds:\n- name: x", b"a: *b"])  # fmt: skip
def test_yaml_that_is_none(tmp_path: Path, text: bytes, name: str) -> None:
    (tmp_path / "project").mkdir()
    project = copy_project(tmp_path / "project")
    file = project / name
    assert file.exists()
    file.write_bytes(text)
    with pytest.raises(PipelineError, match=re.escape(name)):
        read_schemas(project)


def landing_problems(landing: Path) -> list[str]:
    """Return what the gate says of a landing folder when it reads it."""
    read = read_inputs(replace(Paths.from_environment(), landing=landing))
    return [str(problem) for problem in read.problems]


def test_a_file_too_large_for_the_gate_is_not_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse.csv"
    with sparse.open("wb") as file:
        file.truncate(6_000_000_000)
    (tmp_path / "long.csv").write_bytes(b"x\n" * (MAX_ROWS + 1))
    long, large = landing_problems(tmp_path)
    assert "the file has 6,000,000,000 bytes, expected at most 100,000,000" in large
    assert "the file has 1,000,001 lines, expected at most 1,000,000" in long


def test_many_rows_in_a_small_parquet_file(tmp_path: Path) -> None:
    duckdb.execute(
        f"""
        copy (
            select '310000' as city_id, 2010::integer as year, 'gdp' as variable_id,
                1.0::double as value, 'yuan' as unit, 'x' as source_id, '' as flag
            from range(2_000_000)
        ) to '{tmp_path}/small.parquet' (format parquet)
        """
    )
    (problem,) = landing_problems(tmp_path)
    assert "the file has 2,000,000 rows, expected at most 1,000,000" in problem


def test_an_interrupted_build_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "validate_inputs", interrupt)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    result = runner.invoke(app, ["build"])
    assert result.exit_code == 130
    assert result.stderr.startswith(
        "Interrupted; `.venv/bin/python -m pipeline publish` lists"
    )
    assert list((tmp_path / "builds").iterdir()) == []


@pytest.mark.parametrize("full", ["warehouse", "project", "temporary"])
def test_the_disk_that_is_full_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    paths = Paths(tmp_path / "project", tmp_path / "warehouse", tmp_path / "landing")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setattr(
        "shutil.disk_usage",
        lambda folder: SimpleNamespace(free=0 if Path(folder).name == full else 10**9),
    )
    said = building.disk_error(paths, OSError(errno.ENOSPC, "full"))
    assert f"No space left in {tmp_path / full};" in str(said)
