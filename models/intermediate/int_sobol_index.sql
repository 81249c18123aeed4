with sources as (
    select * from {{ ref('dim_uncertainty_source') }}
),

streams as (
    select * from {{ ref('int_draw_stream') }}
),

deviations as (
    select * from {{ ref('int_draw_deviation') }}
),

-- The deviations have a variance of 1. Two draws with one source in common: their
-- covariance is its share by itself. Two with all but one: half their squared distance
-- is its share with all others (Jansen).
partners as (
    select
        draw_id,
        uncertainty_id,
        case part when 'shared' then stream_number else base_number end as partner_id,
        case part when 'shared' then 'first_order' else 'total' end as effect
    from streams
    where
        (part = 'shared' and option_id is null and stream_number > 0)
        or (part = 'renewed' and uncertainty_id = renewed_id)
),

pairs as (
    select
        partners.uncertainty_id,
        partners.effect,
        one.measure,
        one.cluster_id,
        one.year,
        case partners.effect
            when 'first_order' then one.deviation * other.deviation
            else power(one.deviation - other.deviation, 2) / 2
        end as effect_share
    from partners
    inner join deviations as one
        on partners.draw_id = one.draw_id
    inner join deviations as other
        on partners.partner_id = other.draw_id
        and one.measure = other.measure
        and one.cluster_id = other.cluster_id
        and one.year = other.year
),

-- The joint draws that take an option have its mean: no pairs are needed.
option_means as (
    select
        streams.uncertainty_id,
        deviations.measure,
        deviations.cluster_id,
        deviations.year,
        count(*) as n_draws,
        power(avg(deviations.deviation), 2) as squared_mean,
        coalesce(var_samp(deviations.deviation), 0) as variance
    from deviations
    inner join streams
        on deviations.draw_id = streams.draw_id
    where
        deviations.part = 'joint'
        and deviations.deviation is not null
        and streams.option_id is not null
    group by
        streams.uncertainty_id,
        deviations.measure,
        deviations.cluster_id,
        deviations.year,
        streams.option_id
),

options as (
    select
        uncertainty_id,
        measure,
        cluster_id,
        year,
        sum(n_draws) as n_draws,
        count(*) - 1 as freedom,
        sum(n_draws * squared_mean) / sum(n_draws) as mean_square,
        sum(n_draws * power(squared_mean, 2)) / sum(n_draws) as fourth_power,
        sum(n_draws * squared_mean * variance) / sum(n_draws) as spread,
        sum((n_draws - 1) * variance) / nullif(sum(n_draws) - count(*), 0) as rest
    from option_means
    group by uncertainty_id, measure, cluster_id, year
),

effects as (
    select
        uncertainty_id,
        effect,
        measure,
        cluster_id,
        year,
        avg(effect_share) as effect_share,
        stddev_samp(effect_share) / sqrt(count(effect_share)) as standard_error
    from pairs
    group by uncertainty_id, effect, measure, cluster_id, year
    union all
    -- Less what the means of options without effect differ by.
    select
        uncertainty_id,
        'first_order' as effect,
        measure,
        cluster_id,
        year,
        mean_square - freedom * rest / n_draws as effect_share,
        sqrt(
            (4 * spread + greatest(fourth_power - power(mean_square, 2), 0)) / n_draws
            + 2 * freedom * power(rest / n_draws, 2)
        ) as standard_error
    from options
),

totals as (
    select distinct
        measure,
        cluster_id,
        year,
        n_draws,
        variance
    from deviations
),

-- A source that is off has no share.
final as (
    select
        totals.measure,
        totals.cluster_id,
        totals.year,
        sources.uncertainty_id,
        totals.n_draws,
        totals.variance,
        case when sources.is_on then own.effect_share else 0 end as first_order_index,
        case when sources.is_on then own.standard_error else 0 end as first_order_error,
        case when sources.is_on then with_all.effect_share else 0 end as total_index,
        case when sources.is_on then with_all.standard_error else 0 end as total_error
    from totals
    cross join sources
    left join effects as own
        on own.effect = 'first_order'
        and totals.measure = own.measure
        and totals.cluster_id = own.cluster_id
        and totals.year = own.year
        and sources.uncertainty_id = own.uncertainty_id
    left join effects as with_all
        on with_all.effect = 'total'
        and totals.measure = with_all.measure
        and totals.cluster_id = with_all.cluster_id
        and totals.year = with_all.year
        and sources.uncertainty_id = with_all.uncertainty_id
)

select * from final
