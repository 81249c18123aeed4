"""Figures from a panel: a new year is computed alone, and no digit is lost."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from conftest import copy_project
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from mini_world import dbt_on

from pipeline.build.dbt_runner import Dbt
from pipeline.paths import Paths

# All that is computed for new years alone, with what it reads and the tests of both.
BUILD = [
    *("build", "--exclude-resource-type", "unit_test", "--select"),
    *("+int_cluster_dispersion", "+fct_city_indicator", "+fct_cluster_inequality"),
    *("+fct_observation_fate", "+fct_theil_decomposition"),
]


@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """Return dbt on a copy of the project and of the published build."""
    paths = Paths.from_environment()
    published = paths.published()
    assert published is not None, "Nothing is published: run make run before the tests."
    project = copy_project(tmp_path_factory.mktemp("new_years") / "project")
    return dbt_on(replace(paths, root=project), project, published)


@pytest.fixture(scope="module")
def run(dbt: Dbt) -> Callable[..., dict[str, str]]:
    """Return what runs dbt, parsed once, and returns the status of every node."""
    parsed = {"panel": f"{dbt.project}/panel/**/*.parquet", "readings": True}
    manifest = dbt.call(["parse"], parsed | {"new_years": [2018]}).result

    def run(command: list[str], **variables: Any) -> dict[str, str]:
        try:
            called = dbt.call(command, parsed | variables, manifest=manifest)
        finally:
            DuckDBConnectionManager.close_all_connections()
        return {r.node.name: str(r.status) for r in called.result.results}

    return run


def test_a_new_year_is_computed_alone(
    dbt: Dbt, run: Callable[..., dict[str, str]]
) -> None:
    """With new_years, rows of other years stay, whatever the panel says of them now.

    In 2018 some cities carry their hospital beds from a neighbouring year, and the
    urbanisation of some is interpolated between 2010 and 2020, which are not read again.
    """
    seeds = ["bureau_population__population", "census__population",
             "city_yearbook__health"]  # fmt: skip
    panel = dbt.project / "panel"
    with duckdb.connect(str(dbt.warehouse), read_only=True) as connection:
        before = cells(connection)
        # The same figures as a panel, but twice the beds of 2017 to 2019, of which 2018
        # alone is new, and three times those of 2014, which is not read. In 2018 a second
        # publication comes: now the beds need a choice, which those of 2017 never had.
        connection.execute(
            f"""
            copy (
                select
                    city_id, variable_id, unit, source_id, '' as flag, year,
                    case
                        when variable_id <> 'hospital_beds' then 1
                        when year between 2017 and 2019 then 2
                        when year = 2014 then 3
                        else 1
                    end * published_value as value
                from marts.fct_observation_fate
                inner join marts.dim_variable using (variable_id)
                where seed_name in ({", ".join(f"'{name}'" for name in seeds)})
                union all
                select
                    city_id, variable_id, unit, 'province_yearbook' as source_id,
                    '' as flag, year, 1 as value
                from marts.fct_observation
                where
                    variable_id = 'hospital_beds' and year = 2018
                    and city_id in ('310000', '500000')
            ) to '{panel}' (format parquet, partition_by (year))
            """
        )
    for name in seeds:
        seed = dbt.project / "seeds" / "city_year" / f"{name}.csv"
        seed.write_text(seed.read_text(encoding="utf-8").splitlines()[0] + "\n")

    statuses = run(BUILD, new_years=[2018])

    assert set(statuses.values()) == {"success", "pass"}, statuses
    with duckdb.connect(str(dbt.warehouse), read_only=True) as connection:
        after = cells(connection)
        read = connection.sql(
            "select distinct year from intermediate.int_published_combination "
            "where variable_id = 'hospital_beds'"
        ).fetchall()
        used = connection.sql(
            "select distinct status from marts.fct_city_indicator "
            "where indicator_id in ('beds_per_10k', 'urbanisation_rate') and year = 2018"
        ).fetchall()
    assert {year for (year,) in read} == {2017, 2018, 2019}
    assert {status for (status,) in used} == {"reported", "interpolated", "carried"}
    assert after.keys() == before.keys()
    doubled = {
        key
        for key in before
        if key[0] in ("beds_per_10k", "hospital_beds") and key[1] == 2018
    }
    assert {name for name, *_ in doubled} == {"beds_per_10k", "hospital_beds"}
    for key, value in before.items():
        expected = value * 2 if key in doubled else value
        assert after[key] == pytest.approx(expected, rel=1e-12), key

    # A year that is not there, and a file without a column: nothing is replaced.
    (file,) = (panel / "year=2018").glob("*.parquet")
    duckdb.execute(f"create table new_year as select * exclude (flag) from '{file}'")
    duckdb.execute(f"copy new_year to '{file}' (format parquet)")
    statuses = run(
        [*BUILD, "--exclude", "path:seeds/city_year"], new_years=[2018, 2019, 2030]
    )

    assert statuses["new_years_are_in_the_panel"] == "fail"
    assert statuses["panel_files_have_every_column"] == "fail"
    with duckdb.connect(str(dbt.warehouse), read_only=True) as connection:
        assert cells(connection) == after


def test_a_panel_keeps_the_digits_of_every_file(
    dbt: Dbt, run: Callable[..., dict[str, str]]
) -> None:
    """A file of whole numbers does not round the values of the others."""
    shutil.rmtree(dbt.project / "panel", ignore_errors=True)
    for year, value in ((2010, "5::bigint"), (2011, "5.7::double")):
        file = dbt.project / "panel" / f"year={year}" / "part.parquet"
        file.parent.mkdir(parents=True)
        duckdb.execute(
            f"""
            copy (select '310000' as city_id, 'hospital_beds' as variable_id, 'beds' as
                unit, 'survey' as source_id, '' as flag, {value} as value)
            to '{file}' (format parquet)
            """
        )

    statuses = run(["run", "--select", "stg_figure"])

    assert set(statuses.values()) == {"success"}, statuses
    with duckdb.connect(str(dbt.warehouse), read_only=True) as connection:
        values = connection.sql(
            "select year, published_value from staging.stg_figure "
            "where seed_name = 'panel' order by year"
        ).fetchall()
    assert values == [(2010, 5.0), (2011, 5.7)]


def cells(connection: duckdb.DuckDBPyConnection) -> dict[tuple, float]:
    """Return the mean of each cell that has one, and the sum of each variable and year."""
    rows = connection.sql(
        """
        select indicator_id, year, membership_scheme_id, cluster_id, mean_value
        from intermediate.int_cluster_dispersion
        where mean_value is not null
        union all
        select variable_id, year, '', '', sum(value)
        from marts.fct_observation
        group by variable_id, year
        """
    ).fetchall()
    return {tuple(row[:4]): row[4] for row in rows}
