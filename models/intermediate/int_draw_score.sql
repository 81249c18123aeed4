with moments as (
    select * from {{ ref('int_draw_moment') }}
),

draws as (
    select * from {{ ref('int_draw') }}
),

cells as (
    select * from {{ ref('int_drawn_cell') }}
),

-- Weights of cities lower the variance by n / (n + 1) on average; that is undone.
measured as (
    select
        draws.draw_id,
        draws.setting_number,
        cells.cell_number,
        cells.column_number,
        cells.mean_value + moments.deviation_sum / moments.weight_sum as mean_value,
        case when draws.price_basis = 'constant' then cells.price_level else 1 end
            as price_level,
        sqrt(
            greatest(
                moments.squared_deviation_sum / moments.weight_sum
                - power(moments.deviation_sum / moments.weight_sum, 2),
                0
            )
            * case
                when draws.cities_stream > 0
                    then (cells.n_cities + 1.0) / cells.n_cities
                else 1.0
            end
            * case
                when draws.sd_type = 'sample'
                    then cells.n_cities / (cells.n_cities - 1.0)
                else 1.0
            end
        ) as sd
    from draws
    inner join moments
        on draws.sample_number = moments.sample_number
    inner join cells
        on draws.setting_number = cells.setting_number
        and moments.cell_number = cells.cell_number
),

varied as (
    select
        draw_id,
        setting_number,
        cell_number,
        column_number,
        mean_value / price_level as level_value,
        case when sd = 0 then 0 else sd / nullif(abs(mean_value), 0) end as cv
    from measured
),

columns_of_cells as (
    select distinct
        column_number,
        indicator_id,
        year
    from cells
),

column_bounds as (
    select
        draw_id,
        column_number,
        min(cv) as min_cv,
        max(cv) as max_cv,
        min(level_value) as min_level,
        max(level_value) as max_level
    from varied
    group by draw_id, column_number
),

pooled as (
    select
        column_bounds.*,
        {{ normalisation_pool(
            'draws.cv_pool', 'columns_of_cells.indicator_id', 'columns_of_cells.year'
        ) }} as cv_pool_key,
        {{ normalisation_pool(
            'draws.level_pool', 'columns_of_cells.indicator_id', 'columns_of_cells.year'
        ) }} as level_pool_key
    from column_bounds
    inner join draws
        on column_bounds.draw_id = draws.draw_id
    inner join columns_of_cells
        on column_bounds.column_number = columns_of_cells.column_number
),

bounds as (
    select
        draw_id,
        column_number,
        min(min_cv) over (partition by draw_id, cv_pool_key) as min_cv,
        max(max_cv) over (partition by draw_id, cv_pool_key) as max_cv,
        min(min_level) over (partition by draw_id, level_pool_key) as min_level,
        max(max_level) over (partition by draw_id, level_pool_key) as max_level
    from pooled
),

directed as (
    select
        varied.*,
        bounds.min_cv,
        bounds.max_cv,
        bounds.min_level,
        bounds.max_level,
        cells.indicator_number,
        cells.dimension_cell_number,
        cells.size_adjustment,
        draws.negative_level,
        case
            when cells.indicator_id = 'krugman_specialisation'
                then draws.specialisation_direction
            else cells.direction
        end as direction
    from varied
    inner join bounds
        on varied.draw_id = bounds.draw_id
        and varied.column_number = bounds.column_number
    inner join draws
        on varied.draw_id = draws.draw_id
    inner join cells
        on varied.setting_number = cells.setting_number
        and varied.cell_number = cells.cell_number
),

final as (
    select
        draw_id,
        indicator_number,
        dimension_cell_number,
        {{ min_max_score('cv', 'min_cv', 'max_cv', 'descending', scale=100) }}
        * size_adjustment
        * {{ level_adjustment(
            'level_value', 'min_level', 'max_level', 'direction', 'negative_level'
        ) }} as indicator_score
    from directed
)

select * from final
