with scores as (
    select * from {{ ref('int_draw_score') }}
),

indicators as (
    select distinct
        indicator_id,
        indicator_number
    from {{ ref('int_drawn_cell') }}
),

dimension_cells as (
    select distinct
        dimension_cell_number,
        cluster_id,
        dimension_id,
        year
    from {{ ref('int_drawn_cell') }}
),

-- Exponential numbers over their sum are uniform on all weights that add up to 1.
indicator_weights as (
    select
        draws.draw_id,
        draws.aggregation,
        indicators.indicator_number,
        case
            when draws.indicator_weights_stream = 0 then 1
            else -ln({{ uniform_of(
                'draws.indicator_weights_stream', 'indicator_weights',
                'indicators.indicator_id'
            ) }})
        end as weight
    from {{ ref('int_draw') }} as draws
    cross join indicators
    where {{ in_batch('draws.sample_number') }}
),

averaged as (
    select
        scores.draw_id,
        scores.dimension_cell_number,
        {{ mean_score(
            'scores.indicator_score', 'indicator_weights.aggregation',
            'indicator_weights.weight'
        ) }} as dimension_score
    from scores
    inner join indicator_weights
        on scores.draw_id = indicator_weights.draw_id
        and scores.indicator_number = indicator_weights.indicator_number
    group by
        scores.draw_id,
        scores.dimension_cell_number,
        indicator_weights.aggregation
),

final as (
    select
        averaged.draw_id,
        dimension_cells.cluster_id,
        dimension_cells.dimension_id,
        dimension_cells.year,
        averaged.dimension_score
    from averaged
    inner join dimension_cells
        on averaged.dimension_cell_number = dimension_cells.dimension_cell_number
)

select * from final
