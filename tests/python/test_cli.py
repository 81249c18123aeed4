"""The command line prints what the marts hold, and says what is wrong."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.build.run import GateError, InterruptedBuildError
from pipeline.cli import app
from pipeline.landing.problem import Problem
from pipeline.paths import Paths, PipelineError, connect

runner = CliRunner()


def test_index_prints_every_value_of_the_mart() -> None:
    result = runner.invoke(app, ["index"], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    with connect() as connection:
        rows = connection.execute(
            "select integration_index, index_rank from marts.fct_integration_index "
            "where scenario_id = 'paper'"
        ).fetchall()
        used, total = connection.execute(
            "select count(*) filter (where balanced_set = 'used'), count(*) "
            "from marts.dim_indicator_availability where alternative_of is null "
            "and membership_scheme_id = 'yrd_27_outline_2019' "
            "and panel_id = 'benchmark'"
        ).fetchone() or (0, 0)
        missing = connection.execute(
            "select indicator_en, dim_indicator.data_note "
            "from marts.dim_indicator_availability "
            "join marts.dim_indicator using (indicator_id) "
            "where balanced_set = 'left_out' and dim_indicator.alternative_of is null "
            "and membership_scheme_id = 'yrd_27_outline_2019' "
            "and panel_id = 'benchmark'"
        ).fetchall()
        (distance,) = connection.execute(
            "select avg(abs(difference)) from marts.rpt_between_cluster_cv "
            "where scenario_id = 'paper'"
        ).fetchone() or (0.0,)
    assert len(rows) == 15
    for value, rank in rows:
        assert f"{value:.2f} ({rank})" in result.output
    assert f"{used} of {total} indicators" in result.output
    for name, why in missing:
        assert f"{name}: {why}" in result.output
    assert "(licensed and assistant doctors)" in result.output
    assert f"10 values of the paper's Table 4: {distance:.3f}" in result.output


def test_unknown_scenario_lists_the_known_ones() -> None:
    result = runner.invoke(app, ["index", "--scenario", "nope"])
    assert result.exit_code == 1
    assert "No scenario 'nope', expected one of [" in result.output
    assert "paper" in result.output


def test_missing_warehouse_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_DIR", "warehouse/nothing_here")
    result = runner.invoke(app, ["index"])
    assert result.exit_code == 1
    assert "Run `make run` to build it." in result.output


def json_of(*arguments: str) -> tuple[int, dict]:
    """Return the exit code of a command, and the one JSON object that it prints."""
    result = runner.invoke(app, [*arguments, "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_each_command_answers_in_json(tmp_path: Path) -> None:
    published = Paths.from_environment().published()
    assert published is not None
    code, listed = json_of("publish")
    assert code == 0 and listed["published"] == published.name
    assert published.name in listed["builds"]
    code, index = json_of("index")
    assert code == 0 and {"cluster_en", "year", "index_rank"} <= set(index["rows"][0])
    code, claims = json_of("claims")
    assert code == 0 and len(claims["claims"]) >= 3
    code, exported = json_of("export", str(tmp_path / "out"))
    assert code == 0 and exported["build_id"] == published.name
    # And in sentences again.
    assert "Published" in runner.invoke(app, ["publish"]).stdout


def test_a_failure_is_json_too() -> None:
    code, answer = json_of("index", "--scenario", "none")
    assert code == answer["exit_code"] == 1 and answer["status"] == "failed"
    assert answer["message"].startswith("No scenario 'none', expected one of [")


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (
            GateError("landing", [Problem("f.csv", 3, "c", "x", "expected y")]),
            4,
            "stopped",
        ),
        (InterruptedBuildError("Interrupted"), 130, "interrupted"),
        (PipelineError("dbt build failed"), 1, "failed"),
    ],
    ids=lambda value: str(value),
)
def test_exit_codes_tell_what_ended_it(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, status: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("pipeline.build.run.build", fail)
    assert runner.invoke(app, ["build"]).exit_code == code
    exit_code, answer = json_of("build")
    assert (exit_code, answer["status"]) == (code, status)
    if status == "stopped":
        assert answer["findings"][0]["row"] == 3


def test_nothing_to_do_is_told_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.build.run.build", lambda *_, **__: "a-build")
    assert runner.invoke(app, ["build"]).exit_code == 0
    assert runner.invoke(app, ["build", "--detailed-exit-code"]).exit_code == 5
    assert json_of("build")[1]["status"] == "nothing_to_do"


def test_version() -> None:
    result = runner.invoke(app, ["--version"])
    assert result.exit_code == 0
    assert re.match(r"integration-index \d+\.\d+\.\d+ \(\S+\)\n", result.stdout)


def test_completion_is_a_script_of_the_shell() -> None:
    result = runner.invoke(app, ["completion", "bash"])
    asked = f"""{result.stdout}
        COMP_WORDS=(pipeline export --f) COMP_CWORD=2
        _pipeline && echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(pipeline val) COMP_CWORD=1
        _pipeline && echo "${{COMPREPLY[@]}}"
    """
    said = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["--format", "validate"]
    assert runner.invoke(app, ["completion", "fish"]).exit_code == 1
