with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
),

paper as (
    select * from indexes
    where scenario_id = 'paper'
),

-- Leaving out what the paper's reading does not use is no test.
used as (
    select indicator_id as left_out_id
    from indicator_scores
    where scenario_id = 'paper'
    union
    select dimension_id as left_out_id
    from indicator_scores
    where scenario_id = 'paper'
),

counted as (
    select
        scenario_id,
        count(distinct indicator_id) as n_indicators
    from indicator_scores
    group by scenario_id
),

left_out as (
    select scenarios.*
    from scenarios
    left join used
        on scenarios.left_out_id = used.left_out_id
    where
        scenarios.scenario_kind = 'leave_one_out'
        and (scenarios.left_out_kind = 'city' or used.left_out_id is not null)
),

final as (
    select
        left_out.left_out_kind,
        left_out.left_out_id,
        paper.cluster_id,
        paper.year,
        left_out.scenario_id,
        coalesce(counted.n_indicators, 0) as n_indicators,
        indexes.integration_index,
        indexes.index_rank,
        indexes.n_sharing_rank,
        paper.integration_index as paper_index,
        paper.index_rank as paper_rank
    from left_out
    cross join paper
    left join counted
        on left_out.scenario_id = counted.scenario_id
    left join indexes
        on left_out.scenario_id = indexes.scenario_id
        and paper.cluster_id = indexes.cluster_id
        and paper.year = indexes.year
)

select * from final
