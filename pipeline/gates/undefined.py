"""Scores and statistics that the figures leave undefined, as the mart gate sees them.

What has no score is null with a reason (docs/methodology/edge-rules.md). The gate stops
where a null would make means over different indicators be compared, and otherwise lists
the indicator or scenario that is concerned, so that one region's figures never stop the
reading of another.
"""

import duckdb

from pipeline.gates.results import Check, expectation, place, suite

# A pool without a spread takes an indicator from every agglomeration of the year alike.
UNCOMPARABLE = """
    select
        scores.*,
        indicator_score is not null or coalesce(
            starts_with(scores.null_reason, 'flat_')
            and count(indicator_score) over (
                partition by scenario_id, year, indicator_id
            ) = 0,
            false
        ) as is_comparable
    from marts.fct_indicator_score as scores
    left join marts.dim_scenario using (scenario_id)
    where indicator_set is distinct from 'available'
"""

FLAT = """
    with concerned as (
        select distinct indicator_id, scores.null_reason, scenario_id, scenario_kind
        from marts.fct_indicator_score as scores
        inner join marts.dim_scenario using (scenario_id)
        where starts_with(scores.null_reason, 'flat_')
    )
    select
        indicator_id,
        null_reason || ': '
        || first(scenario_id order by scenario_kind <> 'named', scenario_id)
        || case when count(*) > 1 then ' and ' || count(*) - 1 || ' more' else '' end
            as value
    from concerned
    group by indicator_id, null_reason
"""

SIGNS = """
    select
        indicator_id,
        first(
            membership_scheme_id || ' ' || cluster_id || ' ' || year
            order by membership_scheme_id, cluster_id, year
        )
        || case when count(*) > 1 then ' and ' || count(*) - 1 || ' more' else '' end
            as value
    from marts.fct_cluster_dispersion
    where null_reason in ('mixed_signs', 'zero_mean')
    group by indicator_id
"""

EMPTY = """
    select distinct scenario_id, indicator_set as value
    from marts.fct_integration_index
    inner join marts.dim_scenario using (scenario_id)
    where n_dimensions = 0
"""


def undefined_checks(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """Return the checks of what is undefined: the first stops, the others warn."""
    scores = connection.sql(UNCOMPARABLE).df()
    return [
        Check(
            place(
                scores,
                "fct_indicator_score",
                "indicator_score",
                "null_reason",
                "scenario_id, cluster_id, year, indicator_id",
            ),
            suite(
                "marts_balanced_indicators",
                [
                    expectation(
                        "ColumnValuesToBeInSet",
                        "a score of each balanced indicator in each agglomeration and "
                        "year, or none in any of them where its pool has no spread",
                        "means over different indicators are not comparable",
                        column="is_comparable",
                        value_set=[True],
                    )
                ],
            ),
        ),
        *(
            told(connection, *parts)
            for parts in (
                (
                    FLAT,
                    ("fct_indicator_score", "indicator_score", "indicator_id"),
                    "marts_flat_indicators",
                    "figures that differ somewhere in the pool: without a spread an "
                    "indicator has no score, and each mean is over the others",
                    "a constant says nothing about differences, and may be a mistake",
                ),
                (
                    SIGNS,
                    ("fct_cluster_dispersion", "cv_population", "indicator_id"),
                    "marts_signs_of_figures",
                    "figures of one sign: a coefficient of variation needs a ratio scale, "
                    "so these cells have none",
                    "beside a mean near 0 every spread is large",
                ),
                (
                    EMPTY,
                    ("fct_integration_index", "integration_index", "scenario_id"),
                    "marts_scenarios_without_an_indicator",
                    "an indicator that the scenario can use; dim_indicator_availability "
                    "says what is missing. An agglomeration of one city has no "
                    "statistic: leave it out, or take indicator_set = available",
                    "the scenario has no index",
                ),
            )
        ),
    ]


def told(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    where: tuple[str, str, str],
    name: str,
    expected: str,
    why: str,
) -> Check:
    """Return a check that lists each row of a query as a warning.

    Args:
        connection: the private file of the build.
        query: rows with the key and a text `value`.
        where: mart, column and key that the warning names.
        name: name of the suite.
        expected: the rule, in words that finish "expected ...".
        why: why the rule is there.

    """
    mart, column, key = where
    frame = connection.sql(query).df().assign(is_defined=False)
    return Check(
        place(frame, mart, column, "value", key),
        suite(
            name,
            [
                expectation(
                    "ColumnValuesToBeInSet",
                    expected,
                    why,
                    warn=True,
                    column="is_defined",
                    value_set=[True],
                )
            ],
        ),
    )
