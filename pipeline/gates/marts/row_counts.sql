-- expected: a row for each agglomeration and year of the panel (and dimension,
-- indicator that dim_indicator_availability has for it) of each scenario
-- why: an inner join that loses a row leaves a ranking with a gap
-- severity: error
-- checked: {{ ref('dim_scenario') }}

-- A count takes no part of the path that it checks: agglomerations are counted from the
-- members of a scheme, years from the panels.
with paper as (
    select membership_scheme_id
    from {{ ref('ref_scenario') }}
    where scenario_id = 'paper'
),

scenarios as (
    select
        scenarios.*,
        case
            when scenarios.left_out_kind = 'city' then paper.membership_scheme_id
            else scenarios.membership_scheme_id
        end as scheme_of_members
    from {{ ref('dim_scenario') }} as scenarios
    cross join paper
),

panels as (
    select
        panel_id,
        count(*) as n_years
    from {{ ref('dim_panel_year') }}
    group by panel_id
),

members as (
    select
        scenarios.scenario_id,
        count(distinct members.cluster_id) as n_clusters
    from scenarios
    inner join {{ ref('dim_cluster_member') }} as members
        on scenarios.scheme_of_members = members.membership_scheme_id
        and (
            scenarios.left_out_kind is distinct from 'city'
            or scenarios.left_out_id <> members.city_id
        )
    group by scenarios.scenario_id
),

alternatives as (
    select
        choices.scenario_id,
        indicators.indicator_id,
        indicators.alternative_of,
        indicators.is_landed
    from {{ ref('dim_scenario_choice') }} as choices
    inner join {{ ref('dim_indicator') }} as indicators
        on choices.option_id = indicators.alternative_option
),

-- What a scenario scores, of what int_indicator_availability has for its scheme.
chosen as (
    select
        scenarios.scenario_id,
        count(*) as n_indicators,
        count(distinct indicators.dimension_id) as n_dimensions
    from scenarios
    inner join {{ ref('dim_indicator_list') }} as lists
        on scenarios.indicator_list = lists.indicator_list
    inner join {{ ref('dim_indicator') }} as indicators
        on lists.indicator_id = indicators.indicator_id
    left join alternatives
        on scenarios.scenario_id = alternatives.scenario_id
        and indicators.indicator_id = alternatives.alternative_of
        and (scenarios.is_landed or not alternatives.is_landed)
    left join {{ ref('int_indicator_availability') }} as availability
        on scenarios.membership_scheme_id = availability.membership_scheme_id
        and scenarios.panel_id = availability.panel_id
        and coalesce(alternatives.indicator_id, indicators.indicator_id)
        = availability.indicator_id
    left join {{ ref('dim_frozen_bound') }} as bounds
        on scenarios.bounds_version_id = bounds.bounds_version_id
        and indicators.indicator_id = bounds.pool_key
        and bounds.measure = 'mean_value'
    where
        indicators.alternative_of is null
        and (scenarios.is_landed or not indicators.is_landed)
        and coalesce(scenarios.left_out_id, '')
        not in (indicators.indicator_id, indicators.dimension_id)
        and case scenarios.indicator_set
            when 'balanced' then availability.is_balanced
            else availability.n_cells_with_statistic > 0
        end
        and (scenarios.bounds_version_id is null or bounds.pool_key is not null)
    group by scenarios.scenario_id
),

expected as (
    select
        scenarios.scenario_id,
        coalesce(members.n_clusters, 0) as n_clusters,
        coalesce(panels.n_years, 0) as n_years,
        coalesce(chosen.n_indicators, 0) as n_indicators,
        coalesce(chosen.n_dimensions, 0) as n_dimensions
    from scenarios
    left join panels
        on scenarios.panel_id = panels.panel_id
    left join members
        on scenarios.scenario_id = members.scenario_id
    left join chosen
        on scenarios.scenario_id = chosen.scenario_id
),

counted as (
    {%- for mart, n_expected in (
        ('fct_integration_index', 'n_clusters * n_years'),
        ('rpt_integration_index', 'n_clusters * n_years'),
        ('fct_dimension_score', 'n_clusters * n_years * n_dimensions'),
        ('fct_indicator_score', 'n_clusters * n_years * n_indicators'),
        ('fct_between_cluster_cv', 'n_years * n_dimensions'),
        ('rpt_between_cluster_cv', 'n_years * n_dimensions'),
    ) %}
        select
            '{{ mart }}' as mart,
            scenario_id,
            0 as n_expected,
            1 as n_rows
        from {{ ref(mart) }}
        union all
        select
            '{{ mart }}' as mart,
            scenario_id,
            {{ n_expected }} as n_expected,
            0 as n_rows
        from expected
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    'all' as mart,
    'rows' as column_name,
    sum(n_rows) as value,
    mart as counted_mart,
    scenario_id
from counted
group by mart, scenario_id
having sum(n_rows) <> sum(n_expected)
