"""The command line prints what the marts hold, and says what is wrong."""

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.paths import connect

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
