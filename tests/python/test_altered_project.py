"""Changes to a copy of the project: what a row adds, and what a wrong sign breaks."""

import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import copy_project, run_dbt
from recomputation import differences

from pipeline.paths import WORKINGS, Paths

WAREHOUSE = "warehouse/dev.duckdb"


@pytest.fixture(scope="module")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with a copy of its warehouse."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    fresh_warehouse(project)
    return project


def fresh_warehouse(project: Path) -> None:
    """Give a copy of the project a copy of the published warehouse to work on."""
    published = Paths.from_environment().published()
    assert published is not None, "Nothing is published: run make run before the tests."
    shutil.copyfile(published / WORKINGS, project / WAREHOUSE)


# macro or model, what is written there, what is written instead, models to build again
ALTERATIONS = [
    (
        "macros/statistics/mean_score",
        "exp(avg(ln(",
        "exp(-avg(ln(",
        "fct_dimension_score",
    ),
    (
        "macros/statistics/coefficient_of_variation",
        "nullif(abs(avg({{ value }})), 0)",
        "nullif(-abs(avg({{ value }})), 0)",
        "int_cluster_dispersion",
    ),
    (
        "macros/statistics/min_max_score",
        "upper ~ ') - (' ~ value",
        "upper ~ ') + (' ~ value",
        "int_scenario_cell",
    ),
    (
        "macros/adjustments/level_adjustment",
        "* {{ min_max_score(mean, lower, upper, 'descending') }}",
        "+ {{ min_max_score(mean, lower, upper, 'descending') }}",
        "int_scenario_cell",
    ),
    (
        "macros/adjustments/size_adjustment",
        "(cast({{ n_members }}",
        "(-cast({{ n_members }}",
        "int_cluster_size",
    ),
    (
        "macros/statistics/krugman_specialisation",
        "- (({{ pool_section_value }})",
        "+ (({{ pool_section_value }})",
        "int_krugman_specialisation",
    ),
    (
        "macros/statistics/linear_fill",
        "(({{ previous_value }}) + (",
        "(({{ previous_value }}) - (",
        "int_observation",
    ),
    (
        "macros/statistics/nearest_year_pick",
        "({{ year }})), {{ candidate_year }}",
        "({{ year }})), -{{ candidate_year }}",
        "int_member_indicator",
    ),
    (
        "models/intermediate/int_outlier_distance",
        "- expected.ln_median - expected.ln_expected)",
        "- expected.ln_median + expected.ln_expected)",
        "int_outlier_distance",
    ),
]


@pytest.mark.parametrize(("file", "written", "instead", "model"), ALTERATIONS)
def test_recomputation_notices_a_changed_sign(
    built_project: Path, file: str, written: str, instead: str, model: str
) -> None:
    path = built_project / f"{file}.sql"
    original = path.read_text()
    assert original.count(written) == 1
    path.write_text(original.replace(written, instead))
    try:
        result = run_dbt(built_project, "run", "--select", f"{model}+")
        assert result.returncode == 0, result.stdout
        assert differences(built_project / WAREHOUSE, built_project / "seeds")
    finally:
        path.write_text(original)
        fresh_warehouse(built_project)


def test_what_fails_leaves_what_was_there(built_project: Path) -> None:
    """A model and a seed are each replaced in one transaction."""
    model = built_project / "models" / "marts" / "fct_claim.sql"
    seed = built_project / "seeds" / "reference" / "exchange_rates.csv"
    count = """
        select (select count(*) from marts.fct_claim), count(*) from raw.exchange_rates
    """

    def rows() -> tuple:
        with duckdb.connect(
            str(built_project / WAREHOUSE), read_only=True
        ) as connection:
            return connection.execute(count).fetchall()[0]

    before = rows()
    texts = {path: path.read_text(encoding="utf-8") for path in (model, seed)}
    twice = "select * from final union all by name select * from final"
    model.write_text(
        texts[model].replace("select * from final", twice), encoding="utf-8"
    )
    seed.write_text(texts[seed] + "2030,dear,exchange_rates\n", encoding="utf-8")
    try:
        for command, path in (("run", model), ("seed", seed)):
            result = run_dbt(built_project, command, "--select", path.stem)
            assert result.returncode == 1, result.stdout
            assert "ERROR=1" in result.stdout
        assert min(before) > 0
        assert rows() == before
    finally:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        fresh_warehouse(built_project)


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

    result = run_dbt(
        project, "build", "--exclude-resource-type", "unit_test", "--vars", variables
    )

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
    result = run_dbt(
        project, "build", "--exclude-resource-type", "unit_test",
        "--exclude", "path:seeds/city_year",
        "--vars", variables.replace("[2018]", "[2018, 2019, 2030]"),
    )  # fmt: skip

    assert result.returncode == 1
    assert "Failure in test new_years_are_in_the_panel" in result.stdout
    assert "Failure in test panel_files_have_every_column" in result.stdout
    with duckdb.connect(str(project / WAREHOUSE), read_only=True) as connection:
        assert cells(connection) == after


def test_a_panel_keeps_the_digits_of_every_file(tmp_path: Path) -> None:
    """A file of whole numbers does not round the values of the others."""
    project = copy_project(tmp_path)
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
        project, "build", "--select", "+stg_figure", "--exclude-resource-type", "test",
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
