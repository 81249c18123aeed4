"""The gate before publishing: whether the built set of marts is whole and consistent.

dbt's own tests own what SQL can say about one model (keys, references, choices); here
stands what concerns the marts together and the published build before them.
"""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipeline.gates import Check, QualityResult, expectation, run_checks
from pipeline.inputs import Problem
from pipeline.landing_gate import suite

TOLERANCE = 1e-9


def validate_marts(
    connection: duckdb.DuckDBPyConnection, published: Path | None
) -> tuple[list[QualityResult], list[Problem]]:
    """Check the marts of a build.

    Args:
        connection: the private file of the build.
        published: the folder of the published build, or None before the first.

    Returns:
        a record per expectation, and the findings.

    """
    return run_checks("marts", mart_checks(connection, published))


def place(
    frame: pd.DataFrame, mart: str, column: str, value: str, key: str
) -> pd.DataFrame:
    """Return a frame with the columns that name a failing row: mart, key and value."""
    names = column + " of "
    for number, part in enumerate(key.split(", ")):
        names = names + (", " if number else "") + frame[part].astype(str)
    return frame.assign(
        file="marts." + mart, row=np.nan, column=names, value=frame[value]
    )


def mart_checks(
    connection: duckdb.DuckDBPyConnection, published: Path | None
) -> list[Check]:
    """Return the checks of the marts."""
    score_key = "scenario_id, cluster_id, year, indicator_id"
    scores = connection.sql("from marts.fct_indicator_score").df()
    scored = scores[scores["indicator_score"].notna()]
    checks = [
        row_count_check(connection),
        Check(
            place(
                scored,
                "fct_indicator_score",
                "evenness_score",
                "evenness_score",
                score_key,
            ),
            suite(
                "marts_evenness",
                [
                    expectation(
                        "ColumnValuesToBeBetween",
                        "an evenness score k from 0 to 100",
                        "k is a min-max score: outside means bounds of another pool",
                        column="evenness_score",
                        min_value=0,
                        max_value=100,
                    )
                ],
            ),
        ),
        Check(
            place(
                scored.assign(
                    upper=100 * scored["size_adjustment"] + TOLERANCE,
                ),
                "fct_indicator_score",
                "indicator_score",
                "indicator_score",
                score_key,
            ),
            suite(
                "marts_indicator_scores",
                [
                    expectation(
                        "ColumnValuesToBeBetween",
                        "an indicator score K of at least 0",
                        "k, R and f are none of them negative",
                        column="indicator_score",
                        min_value=0,
                    ),
                    expectation(
                        "ColumnPairValuesAToBeGreaterThanB",
                        "an indicator score K of at most 100 R",
                        "k is at most 100 and f at most 1",
                        column_A="upper",
                        column_B="indicator_score",
                        or_equal=True,
                    ),
                ],
            ),
        ),
        used_indicator_check(connection),
        rank_check(
            connection, "fct_integration_index", "integration_index", "index_rank", ""
        ),
        rank_check(
            connection,
            "fct_dimension_score",
            "dimension_score",
            "dimension_rank",
            "dimension_id",
        ),
        index_check(connection),
        size_check(connection),
        finite_check(connection),
    ]
    if published is not None:
        checks.append(coverage_check(connection, published))
    return checks


def row_count_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that each grain is complete."""
    frame = connection.sql("""
        with years as (
            select panel_id, count(*) as n from staging.stg_panel_years group by 1
        ),
        clusters as (
            select membership_scheme_id, count(*) as n
            from marts.dim_cluster_size group by 1
        ),
        expected as (
            select
                dim_scenario.scenario_id,
                clusters.n * years.n as n_cells
            from marts.dim_scenario
            inner join years using (panel_id)
            inner join clusters using (membership_scheme_id)
        ),
        dimensions as (
            select scenario_id, count(distinct dimension_id) as n
            from marts.fct_indicator_score group by 1
        ),
        indicators as (
            select scenario_id, count(distinct indicator_id) as n
            from marts.fct_indicator_score group by 1
        ),
        counted as (
            select 'fct_integration_index' as mart, scenario_id, count(*) as n_rows
            from marts.fct_integration_index group by all
            union all
            select 'rpt_integration_index', scenario_id, count(*)
            from marts.rpt_integration_index group by all
            union all
            select 'fct_dimension_score', scenario_id, count(*)
            from marts.fct_dimension_score group by all
            union all
            select 'fct_indicator_score', scenario_id, count(*)
            from marts.fct_indicator_score group by all
        )
        select
            marts.mart,
            expected.scenario_id,
            coalesce(counted.n_rows, 0) as n_rows,
            expected.n_cells * case marts.mart
                when 'fct_dimension_score' then coalesce(dimensions.n, 1)
                when 'fct_indicator_score' then coalesce(indicators.n, 1)
                else 1
            end as n_expected
        from expected
        cross join (select distinct mart from counted) as marts
        left join counted
            on expected.scenario_id = counted.scenario_id and marts.mart = counted.mart
        left join dimensions on expected.scenario_id = dimensions.scenario_id
        left join indicators on expected.scenario_id = indicators.scenario_id
    """).df()
    return Check(
        place(frame, "all", "rows", "n_rows", "mart, scenario_id"),
        suite(
            "marts_row_counts",
            [
                expectation(
                    "ColumnPairValuesToBeEqual",
                    "a row for each agglomeration and year of the panel (and dimension, "
                    "indicator) of each scenario",
                    "an inner join that loses a row leaves a ranking with a gap",
                    column_A="n_rows",
                    column_B="n_expected",
                )
            ],
        ),
    )


def used_indicator_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that balanced scenarios have a score in every cell."""
    frame = connection.sql("""
        select scores.*
        from marts.fct_indicator_score as scores
        inner join marts.dim_scenario using (scenario_id)
        where dim_scenario.indicator_set = 'balanced'
    """).df()
    return Check(
        place(
            frame,
            "fct_indicator_score",
            "indicator_score",
            "null_reason",
            "scenario_id, cluster_id, year, indicator_id",
        ),
        suite(
            "marts_balanced_indicators",
            [
                expectation(
                    "ColumnValuesToNotBeNull",
                    "a score of each balanced indicator in each agglomeration and year",
                    "means over different indicators are not comparable",
                    column="indicator_score",
                )
            ],
        ),
    )


def rank_check(
    connection: duckdb.DuckDBPyConnection, mart: str, score: str, rank: str, part: str
) -> Check:
    """Return the check that ranks are those of the scores, ties sharing the better."""
    frame = connection.sql(f"from marts.{mart}").df()
    group = ["scenario_id", "year", *([part] if part else [])]
    frame["expected_rank"] = frame.groupby(group)[score].rank(
        method="min", ascending=False
    )
    frame[rank] = frame[rank].astype(float)
    ranked = frame[frame[score].notna()]
    return Check(
        place(ranked, mart, rank, rank, ", ".join([*group, "cluster_id"])),
        suite(
            f"marts_ranks_of_{mart}",
            [
                expectation(
                    "ColumnPairValuesToBeEqual",
                    "ranks that are a permutation in the order of the scores",
                    "a rank is what readers quote",
                    column_A=rank,
                    column_B="expected_rank",
                )
            ],
        ),
    )


def index_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that the index is the mean of its dimensions."""
    frame = connection.sql("""
        select indexes.*
        from marts.fct_integration_index as indexes
        inner join marts.dim_scenario using (scenario_id)
        where
            dim_scenario.aggregation = 'arithmetic'
            and indexes.integration_index is not null
    """).df()
    key = ["scenario_id", "cluster_id", "year"]
    means = (
        connection.sql("from marts.fct_dimension_score")
        .df()
        .groupby(key)["dimension_score"]
        .mean()
    )
    expected = means.reindex(pd.MultiIndex.from_frame(frame[key])).to_numpy()
    frame["difference"] = (frame["integration_index"] - expected).abs()
    return Check(
        place(
            frame,
            "fct_integration_index",
            "integration_index",
            "difference",
            ", ".join(key),
        ),
        suite(
            "marts_index_is_mean_of_dimensions",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "an index that equals the mean of its dimension scores to 1e-9",
                    "the definition of the index",
                    column="difference",
                    max_value=TOLERANCE,
                )
            ],
        ),
    )


def size_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that R sums to 1 per membership scheme."""
    frame = connection.sql("""
        select membership_scheme_id, sum(size_adjustment) as total
        from marts.dim_cluster_size
        group by all
    """).df()
    return Check(
        place(
            frame,
            "dim_cluster_size",
            "size_adjustment",
            "total",
            "membership_scheme_id",
        ),
        suite(
            "marts_size_adjustments",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "size adjustments R that sum to 1",
                    "R is a share",
                    column="total",
                    min_value=1 - TOLERANCE,
                    max_value=1 + TOLERANCE,
                )
            ],
        ),
    )


def finite_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that no number of any mart is NaN or infinite."""
    columns = connection.execute("""
        select table_name, column_name
        from information_schema.columns
        where table_schema = 'marts' and data_type = 'DOUBLE'
        order by all
    """).fetchall()
    counts = " union all ".join(
        f"""
        select
            '{table}' as mart,
            '{column}' as column_name,
            count(*) filter (where not isfinite({column})) as n_not_finite
        from marts.{table}
        """
        for table, column in columns
    )
    frame = connection.sql(counts).df()
    return Check(
        place(frame, "all", "rows", "n_not_finite", "mart, column_name"),
        suite(
            "marts_finite_numbers",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "no NaN and no infinite number",
                    "a division by zero gives them, and one poisons every minimum",
                    column="n_not_finite",
                    max_value=0,
                )
            ],
        ),
    )


def coverage_check(connection: duckdb.DuckDBPyConnection, published: Path) -> Check:
    """Return the check that no statistic rests on fewer cities than when published."""
    dispersion = str(published / "marts" / "fct_cluster_dispersion.parquet")
    frame = connection.execute(
        """
        select
            before.membership_scheme_id,
            before.cluster_id,
            before.year,
            before.indicator_id,
            before.n_cities as n_before,
            coalesce(now.n_cities, 0) as n_now
        from read_parquet(?) as before
        left join marts.fct_cluster_dispersion as now
            on before.membership_scheme_id = now.membership_scheme_id
            and before.cluster_id = now.cluster_id
            and before.year = now.year
            and before.indicator_id = now.indicator_id
        """,
        [dispersion],
    ).df()
    return Check(
        place(
            frame,
            "fct_cluster_dispersion",
            "n_cities",
            "n_now",
            "membership_scheme_id, cluster_id, year, indicator_id",
        ),
        suite(
            "marts_coverage",
            [
                expectation(
                    "ColumnPairValuesAToBeGreaterThanB",
                    "no fewer cities than in the published build; if figures were taken "
                    "out on purpose: --accept-lower-coverage",
                    "lost rows of a file look like a city that stopped publishing",
                    column_A="n_now",
                    column_B="n_before",
                    or_equal=True,
                )
            ],
        ),
    )
