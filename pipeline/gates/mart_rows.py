"""How many rows each mart must have, counted from the seeds and not from the marts.

A join that loses a row loses it in silence. So a count takes no part of the path that it
checks: scenarios are counted from the options that make them, agglomerations from the
members of a scheme, years from the panels, and what has no count of its own is expected to
have no row.
"""

import duckdb
import pandas as pd

# Scenarios by kind, and each scenario with its agglomerations and years.
SCENARIOS = """
    paper as (
        select membership_scheme_id from staging.stg_scenarios
        where scenario_id = 'paper'
    ),
    scenario as (
        select
            dim_scenario.*,
            case
                when left_out_kind = 'city' then paper.membership_scheme_id
                else dim_scenario.membership_scheme_id
            end as scheme_of_members
        from marts.dim_scenario cross join paper
    ),
    years as (
        select panel_id, count(*) as n_years from staging.stg_panel_years group by all
    ),
    clusters as (
        select scenario_id, count(distinct cluster_id) as n_clusters
        from scenario
        inner join staging.stg_cluster_members as members
            on scenario.scheme_of_members = members.membership_scheme_id
            and (left_out_kind is distinct from 'city' or left_out_id <> city_id)
        group by all
    ),
    expected as (
        select
            scenario_id,
            coalesce(n_clusters, 0) as n_clusters,
            coalesce(n_years, 0) as n_years
        from scenario
        left join years using (panel_id)
        left join clusters using (scenario_id)
    )
"""

# What a scenario scores, of what int_indicator_availability has for its scheme.
CHOSEN = """
    chosen as (
        select
            scenario.scenario_id,
            indicators.indicator_id,
            indicators.dimension_id
        from scenario
        cross join marts.dim_indicator as indicators
        left join marts.dim_indicator as alternatives
            on indicators.indicator_id = alternatives.alternative_of
            and alternatives.alternative_option
            in (scenario.rail_definition, scenario.pm25_series)
            and (scenario.is_landed or not alternatives.is_landed)
        left join intermediate.int_indicator_availability as availability
            on scenario.membership_scheme_id = availability.membership_scheme_id
            and scenario.panel_id = availability.panel_id
            and coalesce(alternatives.indicator_id, indicators.indicator_id)
            = availability.indicator_id
        left join marts.dim_frozen_bound
            on scenario.bounds_version_id = dim_frozen_bound.bounds_version_id
            and indicators.indicator_id = dim_frozen_bound.pool_key
            and dim_frozen_bound.measure = 'mean_value'
        where
            indicators.alternative_of is null
            and (scenario.is_landed or not indicators.is_landed)
            and coalesce(scenario.left_out_id, '')
            not in (indicators.indicator_id, indicators.dimension_id)
            and case scenario.indicator_set
                when 'balanced' then availability.is_balanced
                else availability.n_cells_with_statistic > 0
            end
            and (
                scenario.bounds_version_id is null
                or dim_frozen_bound.pool_key is not null
            )
    ),
    chosen_counts as (
        select
            scenario_id,
            count(*) as n_indicators,
            count(distinct dimension_id) as n_dimensions
        from chosen group by all
    )
"""


def scenario_rows(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return mart, scenario_id, n_rows and n_expected of the marts with a scenario."""
    marts = {
        "fct_integration_index": "n_clusters * n_years",
        "rpt_integration_index": "n_clusters * n_years",
        "fct_dimension_score": "n_clusters * n_years * coalesce(n_dimensions, 0)",
        "fct_indicator_score": "n_clusters * n_years * coalesce(n_indicators, 0)",
        "fct_between_cluster_cv": "n_years * coalesce(n_dimensions, 0)",
        "rpt_between_cluster_cv": "n_years * coalesce(n_dimensions, 0)",
    }
    counts = " union all ".join(
        f"""
        select '{mart}' as mart, scenario_id, coalesce(n_rows, 0) as n_rows,
            {n_expected} as n_expected
        from expected
        left join chosen_counts using (scenario_id)
        full join (
            select scenario_id, count(*) as n_rows from marts.{mart} group by all
        ) using (scenario_id)
        """
        for mart, n_expected in marts.items()
    )
    query = f"with {SCENARIOS}, {CHOSEN} {counts} order by all"
    return none_expected(connection.sql(query).df())


def other_rows(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return mart, part, n_rows and n_expected of the marts that scenarios come from."""
    query = """
        with schemes as (
            select membership_scheme_id, count(distinct cluster_id) as n_clusters
            from staging.stg_cluster_members group by all
        ),
        options as (
            select choice_id, count(*) as n_options
            from staging.stg_reading_choices
            where is_combined group by all
        ),
        left_out as (
            select count(*) as n from staging.stg_indicators
            where alternative_of is null and not is_landed
            union all
            select count(*) from staging.stg_dimensions where not is_landed
            union all
            select count(*) from staging.stg_cluster_members
            inner join staging.stg_scenarios using (membership_scheme_id)
            where scenario_id = 'paper'
        ),
        expected as (
            select 'dim_scenario' as mart, 'named' as part, count(*) as n_expected
            from staging.stg_scenarios
            union all
            select 'dim_scenario', 'reading', product(n_options) from options
            union all
            select 'dim_scenario', 'leave_one_out', sum(n) from left_out
            union all
            select 'dim_cluster_size', membership_scheme_id, n_clusters from schemes
            union all
            select 'dim_indicator_availability', membership_scheme_id,
                (select count(*) from staging.stg_indicators)
                * (select count(distinct panel_id) from staging.stg_panel_years)
            from schemes
            union all
            select 'fct_cluster_dispersion', membership_scheme_id,
                n_clusters * (select count(*) from staging.stg_indicators)
                * (
                    select count(distinct year) from (
                        select year from staging.stg_panel_years
                        union
                        select year from intermediate.int_published_combination
                    )
                )
            from schemes
        ),
        counted as (
            select 'dim_scenario' as mart, scenario_kind as part, count(*) as n_rows
            from marts.dim_scenario group by all
            union all
            select 'dim_cluster_size', membership_scheme_id, count(*)
            from marts.dim_cluster_size group by all
            union all
            select 'dim_indicator_availability', membership_scheme_id, count(*)
            from marts.dim_indicator_availability group by all
            union all
            select 'fct_cluster_dispersion', membership_scheme_id, count(*)
            from marts.fct_cluster_dispersion group by all
        )
        select mart, part, coalesce(n_rows, 0) as n_rows, n_expected
        from expected full join counted using (mart, part)
        order by all
    """
    return none_expected(connection.sql(query).df())


def none_expected(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the counts as whole numbers: what was not expected is expected 0 times."""
    counts = ["n_rows", "n_expected"]
    return (
        frame.astype({name: "float64" for name in counts})
        .fillna({name: 0.0 for name in counts})
        .astype({name: "int64" for name in counts})
    )
