with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

readings as (
    select
        indexes.cluster_id,
        indexes.year,
        count(indexes.integration_index) as n_readings,
        count(
            case when {{ noise_free('indexes.integration_index') }} = 0 then 1 end
        ) as n_readings_at_zero,
        min(indexes.integration_index) as min_index,
        percentile_cont(0.5) within group (order by indexes.integration_index)
            as median_index,
        max(indexes.integration_index) as max_index
    from indexes
    inner join scenarios
        on indexes.scenario_id = scenarios.scenario_id
    where scenarios.scenario_kind = 'reading'
    group by indexes.cluster_id, indexes.year
),

final as (
    select
        readings.cluster_id,
        readings.year,
        readings.n_readings,
        readings.n_readings_at_zero,
        readings.min_index,
        readings.median_index,
        readings.max_index,
        paper.integration_index as paper_index,
        paper.index_rank as paper_rank
    from readings
    inner join indexes as paper
        on readings.cluster_id = paper.cluster_id
        and readings.year = paper.year
        and paper.scenario_id = 'paper'
)

select * from final
