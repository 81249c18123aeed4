"""Figures from a panel: a new year is computed alone, and no digit is lost."""

from pathlib import Path

import duckdb
import pytest
from conftest import WAREHOUSE, copy_project, fresh_warehouse, run_dbt

# All that is computed for new years alone, with what it reads and the tests of both.
BUILD = (
    *("build", "--exclude-resource-type", "unit_test", "--select"),
    *("+int_cluster_dispersion", "+fct_city_indicator", "+fct_cluster_inequality"),
    *("+fct_observation_fate", "+fct_theil_decomposition"),
)


def test_a_new_year_is_computed_alone(tmp_path: Path) -> None:
    """With new_years, rows of other years stay, whatever the panel says of them now.

    In 2018 some cities carry their hospital beds from a neighbouring year, and the
    urbanisation of some is interpolated between 2010 and 2020, which are not read again.
    """
    project = copy_project(tmp_path)
    fresh_warehouse(project)
    seeds = ["bureau_population__population", "census__population",
             "city_yearbook__health"]  # fmt: skip
    panel = project / "panel"
    with duckdb.connect(str(project / WAREHOUSE), read_only=True) as connection:
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
        seed = project / "seeds" / "city_year" / f"{name}.csv"
        seed.write_text(seed.read_text(encoding="utf-8").splitlines()[0] + "\n")
    variables = f"{{panel: '{panel}/**/*.parquet', readings: true, new_years: [2018]}}"

    result = run_dbt(project, *BUILD, "--vars", variables)

    assert result.returncode == 0, result.stdout
    with duckdb.connect(str(project / WAREHOUSE), read_only=True) as connection:
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
    more_years = variables.replace("[2018]", "[2018, 2019, 2030]")
    result = run_dbt(
        project, *BUILD, "--exclude", "path:seeds/city_year", "--vars", more_years
    )

    assert result.returncode == 1
    assert "Failure in test new_years_are_in_the_panel" in result.stdout
    assert "Failure in test panel_files_have_every_column" in result.stdout
    with duckdb.connect(str(project / WAREHOUSE), read_only=True) as connection:
        assert cells(connection) == after


def test_a_panel_keeps_the_digits_of_every_file(tmp_path: Path) -> None:
    """A file of whole numbers does not round the values of the others."""
    project = copy_project(tmp_path)
    fresh_warehouse(project)
    for year, value in ((2010, "5::bigint"), (2011, "5.7::double")):
        file = project / "panel" / f"year={year}" / "part.parquet"
        file.parent.mkdir(parents=True)
        duckdb.execute(
            f"""
            copy (select '310000' as city_id, 'hospital_beds' as variable_id, 'beds' as
                unit, 'survey' as source_id, '' as flag, {value} as value)
            to '{file}' (format parquet)
            """
        )

    result = run_dbt(
        project, "run", "--select", "stg_figure",
        "--vars", f"{{panel: '{project}/panel/**/*.parquet'}}",
    )  # fmt: skip

    assert result.returncode == 0, result.stdout
    with duckdb.connect(str(project / WAREHOUSE), read_only=True) as connection:
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
