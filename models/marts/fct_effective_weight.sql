with items as (
    select * from {{ ref('fct_score_item') }}
),

correlations as (
    select * from {{ ref('fct_score_correlation') }}
),

wholes as (
    select
        *,
        sum(nominal_weight * score) over (partition by item_kind, cluster_id, year)
            as integration_index,
        sum(nominal_weight * score_without_size) over (
            partition by item_kind, cluster_id, year
        ) as index_without_size,
        sum(score) over (partition by item_kind, cluster_id, year) as score_sum
    from items
),

measured as (
    select
        item_kind,
        item_id,
        max(nominal_weight) as nominal_weight,
        var_pop(score) as item_variance,
        var_pop(score_sum) as sum_variance,
        var_pop(score_sum - score) as rest_variance,
        covar_pop(nominal_weight * score, integration_index)
        / nullif(var_pop(integration_index), 0) as effective_weight,
        covar_pop(nominal_weight * score_without_size, index_without_size)
        / nullif(var_pop(index_without_size), 0) as effective_weight_without_size,
        corr(score, score_sum - score) as correlation_with_others
    from wholes
    group by item_kind, item_id
),

-- Cronbach: the share of the variance of the sum that the items have in common.
totalled as (
    select
        *,
        count(*) over (partition by item_kind) as n_items,
        sum(item_variance) over (partition by item_kind) as sum_of_variances
    from measured
),

closest as (
    select
        item_kind,
        item_id,
        other_item_id,
        score_correlation,
        row_number() over (
            partition by item_kind, item_id
            order by {{ noise_free('abs(score_correlation)') }} desc, other_item_id
        ) as place
    from correlations
    where score_correlation is not null
),

final as (
    select
        totalled.item_kind,
        totalled.item_id,
        closest.other_item_id as closest_item_id,
        totalled.n_items,
        totalled.nominal_weight,
        totalled.effective_weight,
        totalled.effective_weight_without_size,
        totalled.correlation_with_others,
        closest.score_correlation as closest_correlation,
        totalled.n_items / nullif(totalled.n_items - 1.0, 0)
        * (1 - totalled.sum_of_variances / nullif(totalled.sum_variance, 0))
            as cronbach_alpha,
        (totalled.n_items - 1) / nullif(totalled.n_items - 2.0, 0)
        * (
            1 - (totalled.sum_of_variances - totalled.item_variance)
            / nullif(totalled.rest_variance, 0)
        ) as alpha_without
    from totalled
    left join closest
        on totalled.item_kind = closest.item_kind
        and totalled.item_id = closest.item_id
        and closest.place = 1
)

select * from final
