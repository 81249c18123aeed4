with draw_indexes as (
    select * from {{ ref('fct_draw_index') }}
),

draws as (
    select * from {{ ref('int_draw') }}
    where part in ('joint', 'alone')
),

draw_dimension_scores as (
    select * from {{ ref('int_draw_dimension_score') }}
),

paper_indexes as (
    select * from {{ ref('fct_integration_index') }}
    where scenario_id = 'paper'
),

paper_dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
    where scenario_id = 'paper'
),

reading_dimension_scores as (
    select dimension_scores.*
    from {{ ref('fct_dimension_score') }} as dimension_scores
    inner join {{ ref('dim_scenario') }} as scenarios
        on dimension_scores.scenario_id = scenarios.scenario_id
    where scenarios.scenario_kind = 'reading'
),

paper as (
    select
        'integration_index' as measure,
        '' as dimension_id,
        cluster_id,
        year,
        integration_index as value
    from paper_indexes
    union all
    select
        'index_rank' as measure,
        '' as dimension_id,
        cluster_id,
        year,
        cast(index_rank as {{ dbt.type_float() }}) as value
    from paper_indexes
    union all
    select
        'dimension_score' as measure,
        dimension_id,
        cluster_id,
        year,
        dimension_score as value
    from paper_dimension_scores
),

-- Agglomerations that share an index of 0 have no rank.
measured as (
    select
        experiment_id,
        'integration_index' as measure,
        '' as dimension_id,
        cluster_id,
        year,
        integration_index as value
    from draw_indexes
    union all
    select
        experiment_id,
        'index_rank' as measure,
        '' as dimension_id,
        cluster_id,
        year,
        case
            when n_sharing_rank > 1 and {{ noise_free('integration_index') }} = 0
                then null
            else index_rank
        end as value
    from draw_indexes
    union all
    select
        draws.experiment_id,
        'dimension_score' as measure,
        draw_dimension_scores.dimension_id,
        draw_dimension_scores.cluster_id,
        draw_dimension_scores.year,
        draw_dimension_scores.dimension_score as value
    from draw_dimension_scores
    inner join draws
        on draw_dimension_scores.draw_id = draws.draw_id
    union all
    select
        'choices' as experiment_id,
        'dimension_score' as measure,
        dimension_id,
        cluster_id,
        year,
        dimension_score as value
    from reading_dimension_scores
),

final as (
    select
        measured.experiment_id,
        measured.measure,
        measured.dimension_id,
        measured.cluster_id,
        measured.year,
        count(*) as n_draws,
        count(measured.value) as n_draws_with_value,
        count(case when {{ noise_free('measured.value') }} = 0 then 1 end)
            as n_draws_at_zero,
        min(measured.value) as min_value,
        {{ percentile('measured.value', 0.025) }} as lower_95,
        {{ percentile('measured.value', 0.5) }} as median_value,
        {{ percentile('measured.value', 0.975) }} as upper_95,
        max(measured.value) as max_value,
        avg(measured.value) as mean_value,
        stddev_pop(measured.value) as sd_value,
        max(paper.value) as paper_value
    from measured
    left join paper
        on measured.measure = paper.measure
        and measured.dimension_id = paper.dimension_id
        and measured.cluster_id = paper.cluster_id
        and measured.year = paper.year
    group by
        measured.experiment_id,
        measured.measure,
        measured.dimension_id,
        measured.cluster_id,
        measured.year
)

select * from final
