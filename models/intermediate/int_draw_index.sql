with dimension_scores as (
    select * from {{ ref('int_draw_dimension_score') }}
),

draws as (
    select * from {{ ref('int_draw') }}
),

dimensions as (
    select * from {{ ref('dimensions') }}
),

dimension_weights as (
    select
        draws.draw_id,
        draws.experiment_id,
        draws.aggregation,
        draws.indicator_set,
        dimensions.dimension_id,
        case
            when draws.dimension_weights_stream = 0 then 1
            else -ln({{ uniform_of(
                'draws.dimension_weights_stream', 'dimension_weights',
                'dimensions.dimension_id'
            ) }})
        end as weight
    from draws
    cross join dimensions
),

averaged as (
    select
        dimension_scores.draw_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        dimension_weights.indicator_set,
        count(*) as n_dimensions,
        count(dimension_scores.dimension_score) as n_dimensions_scored,
        {{ mean_score(
            'dimension_scores.dimension_score', 'dimension_weights.aggregation',
            'dimension_weights.weight'
        ) }} as mean_dimension_score
    from dimension_scores
    inner join dimension_weights
        on dimension_scores.draw_id = dimension_weights.draw_id
        and dimension_scores.dimension_id = dimension_weights.dimension_id
    group by
        dimension_scores.draw_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        dimension_weights.aggregation,
        dimension_weights.indicator_set
),

indexed as (
    select
        draw_id,
        cluster_id,
        year,
        case
            when
                indicator_set = 'available'
                or n_dimensions_scored = n_dimensions
                then mean_dimension_score
        end as integration_index
    from averaged
),

final as (
    select
        draw_id,
        cluster_id,
        year,
        integration_index,
        {{ noise_free_rank('integration_index', ['draw_id', 'year']) }} as index_rank,
        {{ noise_free_peers('integration_index', ['draw_id', 'year']) }}
            as n_sharing_rank
    from indexed
)

select * from final
