"""The gate before publishing: whether the built set of marts is whole and consistent.

dbt's own tests own what SQL can say about one model (keys, references, choices); here
stands what concerns the marts together. What differs from the build before is asked
(pipeline/publish/asks).
"""

import duckdb
import numpy as np
import pandas as pd

from pipeline.gates.mart_rows import other_rows, scenario_rows
from pipeline.gates.results import (
    Check,
    QualityResult,
    expectation,
    place,
    run_checks,
    suite,
)
from pipeline.gates.undefined import undefined_checks
from pipeline.landing.inputs import Problem

TOLERANCE = 1e-9
RANK_DECIMALS = 9


def validate_marts(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[QualityResult], list[Problem]]:
    """Check the marts of a build.

    Args:
        connection: the private file of the build.

    Returns:
        a record per expectation, and the findings.

    """
    return run_checks("marts", mart_checks(connection))


def mart_checks(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """Return the checks of the marts."""
    score_key = "scenario_id, cluster_id, year, indicator_id"
    scores = connection.sql("from marts.fct_indicator_score").df()
    scored = scores[scores["indicator_score"].notna()]
    checks = [
        filled_check(connection),
        row_count_check(connection),
        other_row_count_check(connection),
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
        score_check(scores),
        *undefined_checks(connection),
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
        mean_check(
            connection,
            ("fct_dimension_score", "dimension_score"),
            ("fct_indicator_score", "indicator_score"),
            "scenario_id, cluster_id, year, dimension_id",
            "a dimension score that equals the mean of its indicator scores to 1e-9",
        ),
        mean_check(
            connection,
            ("fct_integration_index", "integration_index"),
            ("fct_dimension_score", "dimension_score"),
            "scenario_id, cluster_id, year",
            "an index that equals the mean of its dimension scores to 1e-9",
        ),
        report_check(connection),
        size_check(connection),
        finite_check(connection),
    ]
    return checks


def row_count_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that the grain of each scenario is complete."""
    return Check(
        place(scenario_rows(connection), "all", "rows", "n_rows", "mart, scenario_id"),
        suite(
            "marts_row_counts",
            [
                expectation(
                    "ColumnPairValuesToBeEqual",
                    "a row for each agglomeration and year of the panel (and dimension, "
                    "indicator that dim_indicator_availability has for it) of each "
                    "scenario",
                    "an inner join that loses a row leaves a ranking with a gap",
                    column_A="n_rows",
                    column_B="n_expected",
                )
            ],
        ),
    )


def other_row_count_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check of the marts that scenarios are made of."""
    return Check(
        place(other_rows(connection), "all", "rows", "n_rows", "mart, part"),
        suite(
            "marts_row_counts_of_what_scenarios_read",
            [
                expectation(
                    "ColumnPairValuesToBeEqual",
                    "a scenario for each row of scenarios, combination of options and part "
                    "left out; an agglomeration for each of its scheme's, in "
                    "fct_cluster_dispersion with every indicator and year, in "
                    "dim_indicator_availability every indicator with every panel",
                    "what is lost here is missing from every count that starts here",
                    column_A="n_rows",
                    column_B="n_expected",
                )
            ],
        ),
    )


def rank_check(
    connection: duckdb.DuckDBPyConnection, mart: str, score: str, rank: str, part: str
) -> Check:
    """Return the check that ranks are those of the scores, ties sharing the better.

    Scores that are equal to nine decimals are ties: the last bits of a score depend on
    the order in which its parts were added.
    """
    frame = connection.sql(f"from marts.{mart}").df()
    group = ["scenario_id", "year", *([part] if part else [])]
    rounded = frame[score].round(RANK_DECIMALS)
    frame["expected_rank"] = rounded.groupby([frame[name] for name in group]).rank(
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


def mean_check(
    connection: duckdb.DuckDBPyConnection,
    whole: tuple[str, str],
    parts: tuple[str, str],
    key: str,
    rule: str,
) -> Check:
    """Return the check that scores are the means that their scenarios ask for.

    Args:
        connection: the private file of the build.
        whole: mart and column of the means.
        parts: mart and column that the means are of.
        key: columns that name a mean.
        rule: the rule in words.

    """
    mart, score = whole
    part_mart, part_score = parts
    columns = key.split(", ")
    values = connection.sql(f"select {key}, {part_score} from marts.{part_mart}").df()
    with np.errstate(divide="ignore", invalid="ignore"):
        values["logarithm"] = np.log(values[part_score])
    means = values.groupby(columns)[[part_score, "logarithm"]].mean()
    frame = connection.sql(
        f"from marts.{mart} inner join marts.dim_scenario using (scenario_id)"
    ).df()
    means = means.reindex(pd.MultiIndex.from_frame(frame[columns])).to_numpy()
    is_arithmetic = frame["aggregation"] == "arithmetic"
    expected = np.where(is_arithmetic, means[:, 0], np.exp(means[:, 1]))
    frame["difference"] = (frame[score] - expected).abs().fillna(np.inf)
    frame = frame[frame[score].notna() | ~np.isnan(expected)]
    return Check(
        place(frame, mart, score, "difference", key),
        suite(
            f"marts_means_of_{mart}",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    rule,
                    "arithmetic or geometric, as the scenario says",
                    column="difference",
                    max_value=TOLERANCE,
                )
            ],
        ),
    )


def score_check(scores: pd.DataFrame) -> Check:
    """Return the check that K = k R f wherever there is no reason for a null."""
    frame = scores[scores["null_reason"].isna()].copy()
    expected = (
        frame["evenness_score"] * frame["size_adjustment"] * frame["level_adjustment"]
    )
    frame["difference"] = (frame["indicator_score"] - expected).abs().fillna(np.inf)
    return Check(
        place(
            frame,
            "fct_indicator_score",
            "indicator_score",
            "difference",
            "scenario_id, cluster_id, year, indicator_id",
        ),
        suite(
            "marts_indicator_scores_are_products",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "an indicator score K that equals k R f to 1e-9, none of them null "
                    "where null_reason is",
                    "the definition of the score",
                    column="difference",
                    max_value=TOLERANCE,
                )
            ],
        ),
    )


def report_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that the report has the indexes and ranks of the facts."""
    frame = connection.sql("""
        select
            scenario_id,
            cluster_id,
            year,
            reported.integration_index,
            (
                reported.integration_index is not distinct from facts.integration_index
                and reported.index_rank is not distinct from facts.index_rank
            ) as is_same
        from marts.rpt_integration_index as reported
        left join marts.fct_integration_index as facts
            using (scenario_id, cluster_id, year)
    """).df()
    return Check(
        place(
            frame,
            "rpt_integration_index",
            "integration_index",
            "integration_index",
            "scenario_id, cluster_id, year",
        ),
        suite(
            "marts_report_is_of_the_facts",
            [
                expectation(
                    "ColumnValuesToBeInSet",
                    "the index and rank of fct_integration_index",
                    "a report that differs from its facts is quoted",
                    column="is_same",
                    value_set=[True],
                )
            ],
        ),
    )


def filled_check(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return the check that no mart is empty."""
    marts = connection.execute("""
        select table_name from information_schema.tables
        where table_schema = 'marts'
        order by all
    """).fetchall()
    counts = " union all ".join(
        f"select '{mart}' as mart, count(*) as n_rows from marts.{mart}"
        for (mart,) in marts
    )
    frame = connection.sql(counts).df()
    return Check(
        place(frame, "all", "rows", "n_rows", "mart"),
        suite(
            "marts_are_filled",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "at least one row",
                    "an inner join without a match empties a mart in silence",
                    column="n_rows",
                    min_value=1,
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
