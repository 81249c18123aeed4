with sources as (
    select * from {{ ref('dim_uncertainty_source') }}
),

draws as (
    select * from {{ ref('int_draw') }}
),

streams as (
    select * from {{ ref('int_draw_stream') }}
    where part = 'shared'
),

indexes as (
    select * from {{ ref('int_draw_index') }}
),

measures as (
    select listed.measure
    from (values ('integration_index'), ('index_rank')) as listed (measure)
),

measured as (
    select
        draws.draw_id,
        draws.part,
        draws.renewed_id,
        draws.base_number,
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
    cross join measures
    where draws.part in ('joint', 'shared', 'renewed')
),

joint as (
    select * from measured
    where part = 'joint'
),

totals as (
    select
        measure,
        cluster_id,
        year,
        count(value) as n_draws,
        avg(value) as mean_value,
        var_samp(value) as variance
    from joint
    group by measure, cluster_id, year
),

-- Two draws with one source in common: their covariance is what it does by itself.
shared_pairs as (
    select
        streams.uncertainty_id,
        shared.measure,
        shared.cluster_id,
        shared.year,
        (shared.value - totals.mean_value) * (joint.value - totals.mean_value)
            as part_of_variance
    from measured as shared
    inner join streams
        on shared.draw_id = streams.draw_id
    inner join joint
        on streams.stream_number = joint.draw_id
        and shared.measure = joint.measure
        and shared.cluster_id = joint.cluster_id
        and shared.year = joint.year
    inner join totals
        on shared.measure = totals.measure
        and shared.cluster_id = totals.cluster_id
        and shared.year = totals.year
    where shared.part = 'shared'
),

-- Two draws with all but one source in common: half their squared distance is what it
-- does with all its interactions (Jansen).
renewed_pairs as (
    select
        renewed.renewed_id as uncertainty_id,
        renewed.measure,
        renewed.cluster_id,
        renewed.year,
        power(renewed.value - joint.value, 2) / 2 as part_of_variance
    from measured as renewed
    inner join joint
        on renewed.base_number = joint.draw_id
        and renewed.measure = joint.measure
        and renewed.cluster_id = joint.cluster_id
        and renewed.year = joint.year
    where renewed.part = 'renewed'
),

first_orders as (
    select
        uncertainty_id,
        measure,
        cluster_id,
        year,
        avg(part_of_variance) as part_of_variance,
        stddev_samp(part_of_variance) / sqrt(count(part_of_variance))
            as standard_error
    from shared_pairs
    group by uncertainty_id, measure, cluster_id, year
),

total_effects as (
    select
        uncertainty_id,
        measure,
        cluster_id,
        year,
        avg(part_of_variance) as part_of_variance,
        stddev_samp(part_of_variance) / sqrt(count(part_of_variance))
            as standard_error
    from renewed_pairs
    group by uncertainty_id, measure, cluster_id, year
),

-- A source that changes nothing has no part in the variance, whatever its pairs say.
final as (
    select
        totals.measure,
        totals.cluster_id,
        totals.year,
        sources.uncertainty_id,
        totals.n_draws,
        totals.variance,
        case when sources.is_on then first_orders.part_of_variance else 0 end
        / nullif(totals.variance, 0) as first_order_index,
        case when sources.is_on then first_orders.standard_error else 0 end
        / nullif(totals.variance, 0) as first_order_error,
        total_effects.part_of_variance / nullif(totals.variance, 0) as total_index,
        total_effects.standard_error / nullif(totals.variance, 0) as total_error
    from totals
    cross join sources
    left join first_orders
        on totals.measure = first_orders.measure
        and totals.cluster_id = first_orders.cluster_id
        and totals.year = first_orders.year
        and sources.uncertainty_id = first_orders.uncertainty_id
    left join total_effects
        on totals.measure = total_effects.measure
        and totals.cluster_id = total_effects.cluster_id
        and totals.year = total_effects.year
        and sources.uncertainty_id = total_effects.uncertainty_id
)

select * from final
