"""What a command finds around it: packages that are whole or not, variables, a profile."""

import os
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from dbt.config.runtime import load_profile
from dbt.flags import set_from_args
from dbt_common.context import set_invocation_context
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.paths import Paths, PipelineError, misused_variables


def make(project: Path, *arguments: str) -> str:
    """Run make in a project and return what it says."""
    result = subprocess.run(
        ["make", *arguments],
        cwd=project,
        env={k: v for k, v in os.environ.items() if not k.startswith("MAKE")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that needs no packages, installed, in a folder of two scripts."""
    project = tmp_path_factory.mktemp("to be 长江") / "project"
    (project / "pipeline").mkdir(parents=True)
    shutil.copy2(ROOT / "Makefile", project)
    shutil.copy2(ROOT / "pipeline" / "installed.py", project / "pipeline")
    (project / "requirements.lock").write_text("# nothing\n")
    assert "Installing requirements.lock" in make(project, ".venv/.installed")
    return project


def python_alone(environment: Path) -> None:
    """Leave what is there when all ends just after the link to Python was made."""
    for path in environment.iterdir():
        if path.name not in ("bin", "pyvenv.cfg"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (environment / "bin").iterdir():
        if not path.name.startswith("python"):
            path.unlink()


def half_installed(environment: Path) -> None:
    (environment / ".installing").touch()


def python_gone(environment: Path) -> None:
    (environment / "bin" / "python").unlink()
    (environment / "bin" / "python").symlink_to("/nowhere/python3")


def no_configuration(environment: Path) -> None:
    (environment / "pyvenv.cfg").unlink()


def whole(environment: Path) -> None:
    """Touch nothing; the copy of a folder has other scripts than its own."""
    script = environment / "bin" / "pip"
    text = script.read_text()
    script.write_text(text.replace("/project/", f"/{environment.parent.name}/"))


STATES = [python_alone, half_installed, python_gone, no_configuration]


@pytest.mark.parametrize("state", [whole, *STATES], ids=lambda state: state.__name__)
def test_what_is_not_whole_is_made_anew(
    project: Path, state: Callable[[Path], None]
) -> None:
    copy = project.with_name(state.__name__)
    shutil.copytree(project, copy, symlinks=True)
    whole(copy / ".venv")
    if state is not whole:
        state(copy / ".venv")
    would = make(copy, "--dry-run", ".venv/.installed")
    assert ("-m venv .venv" in would) == (state is not whole), would


def test_what_another_make_installs_is_waited_for(project: Path) -> None:
    copy = project.with_name("under way")
    shutil.copytree(project, copy, symlinks=True)
    whole(copy / ".venv")
    under_way = copy / ".venv" / ".installing"
    rules = f"all:\n\t@sleep 3; rm '{under_way}'\n"
    with subprocess.Popen(
        ["make", "-f", "-"], stdin=subprocess.PIPE, text=True
    ) as other:
        under_way.write_text(f"{other.pid}\n")
        other.stdin.write(rules)  # type: ignore[union-attr]
        other.stdin.close()  # type: ignore[union-attr]
        assert "up to date" in make(copy, ".venv/.installed")
    assert not under_way.exists()


def test_the_number_of_a_make_that_is_gone_is_not_waited_for(project: Path) -> None:
    """Another process may have it by now."""
    copy = project.with_name("left")
    shutil.copytree(project, copy, symlinks=True)
    whole(copy / ".venv")
    (copy / ".venv" / ".installing").write_text(f"{os.getpid()}\n")
    assert "-m venv .venv" in make(copy, "--dry-run", ".venv/.installed")


def test_a_moved_environment_is_made_anew(project: Path) -> None:
    moved = project.with_name("moved")
    shutil.copytree(project, moved, symlinks=True)
    said = make(moved, ".venv/.installed")
    assert "was moved: its commands call a Python elsewhere" in said
    assert str(moved) in (moved / ".venv" / "bin" / "pip").read_text()
    assert "up to date" in make(moved, ".venv/.installed")


def test_a_linked_environment_is_whole(project: Path) -> None:
    beside = project.with_name("beside")
    shutil.copytree(project, beside, ignore=lambda *_: [".venv"])
    (beside / ".venv").symlink_to(project / ".venv")
    assert "up to date" in make(beside, ".venv/.installed")


def test_empty_variables_of_make_are_unset_ones(project: Path) -> None:
    would = make(project, "--dry-run", "build", "TARGET=", "PYTHON=", "PANEL=")
    assert "build --target dev" in would and "--panel" not in would


@pytest.mark.parametrize("given", ["project", "project/profiles", "project/profiles/"])
def test_dbt_from_another_folder_means_the_folders_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    project = tmp_path / "project"
    (project / "profiles").mkdir(parents=True)
    shutil.copy2(ROOT / "profiles" / "profiles.yml", project / "profiles")
    shutil.copy2(ROOT / "profiles.yml", project, follow_symlinks=False)
    shutil.copy2(ROOT / "dbt_project.yml", project)
    for name in ("WAREHOUSE", "DUCKDB_THREADS"):
        monkeypatch.setenv(name, "")
    monkeypatch.chdir(tmp_path)
    dev = profile(project, given)
    assert (tmp_path / dev.path).resolve() == project / "warehouse" / "dev.duckdb"
    assert dev.config_options["threads"] == 1
    monkeypatch.chdir(project)
    for here in (".", "profiles"):
        assert os.path.normpath(profile(project, here).path) == ("warehouse/dev.duckdb")
    monkeypatch.setenv("WAREHOUSE", "mine.duckdb")
    assert profile(project, "profiles").path == "mine.duckdb"


def profile(project: Path, folder: str) -> Any:
    """Return what dbt makes of target dev of the profile in a folder."""
    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=folder), None)
    return load_profile(str(project), {}, target_override="dev").credentials


@pytest.mark.parametrize(
    ("name", "value"),
    [("DUCKDB_THREADS", "abc"), ("DUCKDB_THREADS", "0"), ("DUCKDB_THREADS", "-1"),
     ("DUCKDB_THREADS", "1.5"), ("DUCKDB_THREADS", "٣"), ("PGPORT", "postgres"),
     ("SPARK_MEMORY", "much"), ("WAREHOUSE_DIR", "~no-such-user/x")],
)  # fmt: skip
def test_a_variable_without_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["build"])
    assert result.exit_code == 1
    assert f"The environment variable {name} is '{value}'" in result.output
    assert "expected a" in result.output and "Traceback" not in result.output


def test_doctor_names_variables_and_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUCKDB_THREADS", "many")
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    monkeypatch.setattr("pipeline.doctor.damage", lambda _: "/x/.venv was moved")
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "MEND  /x/.venv was moved: `make run` makes it anew" in result.output
    assert "MEND  The environment variable DUCKDB_THREADS is 'many'" in result.output


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAREHOUSE_DIR", raising=False)
    monkeypatch.delenv("LANDING_DIR", raising=False)
    unset = Paths.from_environment()
    for empty in ("", "  "):
        monkeypatch.setenv("WAREHOUSE_DIR", empty)
        monkeypatch.setenv("LANDING_DIR", empty)
        assert Paths.from_environment() == unset
    monkeypatch.setenv("HOME", "/some/home")
    monkeypatch.setenv("WAREHOUSE_DIR", "~/warehouse")
    assert Paths.from_environment().warehouse == Path("/some/home/warehouse")
    monkeypatch.setenv("DUCKDB_THREADS", "")
    assert misused_variables() == []


@pytest.mark.parametrize("name", ["WAREHOUSE_DIR", "LANDING_DIR"])
@pytest.mark.parametrize("said", ["/", ".", "..", "seeds", "seeds/city_year", ".git/x"])
def test_no_folder_of_the_project_is_taken(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(
        PipelineError, match=f"{name} is '{said}', which holds the proj"
    ):
        Paths.from_environment()


def test_clean_leaves_what_is_published(project: Path) -> None:
    clean = make(project, "--dry-run", "clean")
    assert ".venv" in clean
    for kept in ("warehouse/builds", "warehouse/current", "integration.duckdb"):
        assert kept not in clean and kept in make(project, "--dry-run", "clean-builds")
