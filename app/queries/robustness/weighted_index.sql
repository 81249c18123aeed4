-- The mean of the dimension scores with weights of the reader's, and its rank.
--
-- The mean is that of the reading (macro mean_score); equal weights give its
-- index. Null, without a rank, where the reading has no index, or no score that weighs;
-- those tied at 0 have no rank. $dimensions, $weights: lists in the same order.
with weight as (
    select
        unnest($dimensions) as dimension_id,
        unnest($weights) as weight
),

scores as (
    select *
    from marts.fct_dimension_score
    inner join weight using (dimension_id)
    where scenario_id = $reading and year = $year and dimension_score is not null
        and weight > 0
),

weighted as (
    select
        cluster_id,
        case
            when any_value(aggregation) = 'arithmetic'
                then sum(weight * dimension_score) / sum(weight)
            when any_value(aggregation) = 'geometric_shifted'
                then (
                    exp(sum(weight * ln(1 + 0.99 * dimension_score)) / sum(weight)) - 1
                ) / 0.99
            when min(dimension_score) > 0
                then exp(sum(weight * ln(dimension_score)) / sum(weight))
            else 0
        end as weighted_index
    from scores
    inner join marts.dim_scenario using (scenario_id)
    group by cluster_id
),

compared as (
    select
        cluster_id,
        integration_index,
        own_rank(index_rank, n_sharing_rank, integration_index) as index_rank,
        if(integration_index is null, null, weighted_index) as weighted_index,
        cast(weighted_index as decimal(18, 9)) as noise_free
    from marts.fct_integration_index
    left join weighted using (cluster_id)
    where scenario_id = $reading and year = $year
)

select
    * exclude (noise_free),
    if(
        weighted_index is null
        or noise_free = 0 and count(*) over (partition by noise_free) > 1,
        null,
        rank() over (
            order by if(weighted_index is null, null, noise_free) desc nulls last
        )
    ) as weighted_rank
from compared
inner join marts.dim_cluster using (cluster_id)
order by weighted_rank nulls last, sort_order
