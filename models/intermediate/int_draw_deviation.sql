with draws as (
    select * from {{ ref('int_draw') }}
    where part in ('joint', 'shared', 'renewed')
),

indexes as (
    select * from {{ ref('int_draw_index') }}
),

measured as (
    select
        draws.draw_id,
        draws.part,
        measures.measure,
        indexes.cluster_id,
        indexes.year,
        case measures.measure
            when 'integration_index' then indexes.integration_index
            else indexes.index_rank
        end as value
    from indexes
    inner join draws
        on indexes.draw_id = draws.draw_id
    cross join (values ('integration_index'), ('index_rank')) as measures (measure)
),

totals as (
    select
        measure,
        cluster_id,
        year,
        count(value) as n_draws,
        avg(value) as mean_value,
        var_samp(value) as variance
    from measured
    where part = 'joint'
    group by measure, cluster_id, year
),

final as (
    select
        measured.draw_id,
        measured.part,
        measured.measure,
        measured.cluster_id,
        measured.year,
        (measured.value - totals.mean_value) / nullif(sqrt(totals.variance), 0)
            as deviation,
        totals.n_draws,
        totals.variance
    from measured
    inner join totals
        on measured.measure = totals.measure
        and measured.cluster_id = totals.cluster_id
        and measured.year = totals.year
)

select * from final
