with draws as (
    select * from {{ ref('dim_weight_draw') }}
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

weighted as (
    select
        draws.draw_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        sum(draws.weight * dimension_scores.dimension_score)
        / nullif(sum(draws.weight), 0) as weighted_index
    from draws
    inner join dimension_scores
        on draws.dimension_id = dimension_scores.dimension_id
    where dimension_scores.scenario_id = 'paper'
    group by draws.draw_id, dimension_scores.cluster_id, dimension_scores.year
    having count(*) = count(dimension_scores.dimension_score)
),

ranked as (
    select
        draw_id,
        cluster_id,
        year,
        {{ noise_free('weighted_index') }} as index_compared,
        count(*) over (
            partition by draw_id, year, {{ noise_free('weighted_index') }}
        ) as n_sharing_rank,
        {{ noise_free_rank('weighted_index', ['draw_id', 'year']) }} as index_rank
    from weighted
),

counted as (
    select
        cluster_id,
        year,
        count(*) as n_draws
    from ranked
    group by cluster_id, year
),

at_rank as (
    select
        cluster_id,
        year,
        index_rank,
        count(*) as n_draws_at_rank,
        count(case when n_sharing_rank > 1 and index_compared = 0 then 1 end)
            as n_draws_tied_at_zero
    from ranked
    group by cluster_id, year, index_rank
),

final as (
    select
        at_rank.cluster_id,
        at_rank.year,
        at_rank.index_rank,
        counted.n_draws,
        at_rank.n_draws_at_rank,
        at_rank.n_draws_tied_at_zero,
        cast(
            at_rank.n_draws_at_rank - at_rank.n_draws_tied_at_zero
            as {{ dbt.type_float() }}
        ) / counted.n_draws as share_of_draws,
        cast(at_rank.n_draws_tied_at_zero as {{ dbt.type_float() }})
        / counted.n_draws as share_tied_at_zero
    from at_rank
    inner join counted
        on at_rank.cluster_id = counted.cluster_id
        and at_rank.year = counted.year
)

select * from final
