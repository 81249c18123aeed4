with draws as (
    select * from {{ ref('int_draw') }}
    where part in ('joint', 'alone')
),

draw_indexes as (
    select * from {{ ref('int_draw_index') }}
),

readings as (
    select
        scenario_id,
        row_number() over (order by scenario_id) as draw_id
    from {{ ref('dim_scenario') }}
    where scenario_kind = 'reading'
),

reading_indexes as (
    select * from {{ ref('fct_integration_index') }}
),

final as (
    select
        draws.experiment_id,
        draws.draw_id,
        draw_indexes.cluster_id,
        draw_indexes.year,
        cast(null as {{ dbt.type_string() }}) as scenario_id,
        draw_indexes.integration_index,
        draw_indexes.index_rank,
        draw_indexes.n_sharing_rank
    from draw_indexes
    inner join draws
        on draw_indexes.draw_id = draws.draw_id
    union all
    select
        'choices' as experiment_id,
        readings.draw_id,
        reading_indexes.cluster_id,
        reading_indexes.year,
        reading_indexes.scenario_id,
        reading_indexes.integration_index,
        reading_indexes.index_rank,
        reading_indexes.n_sharing_rank
    from reading_indexes
    inner join readings
        on reading_indexes.scenario_id = readings.scenario_id
)

select * from final
