with settings as (
    select * from {{ ref('int_draw_setting') }}
),

figures as (
    select * from {{ ref('int_drawn_figure') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

units as (
    select * from {{ ref('units') }}
),

cluster_sizes as (
    select
        *,
        count(*) over (partition by membership_scheme_id) as n_clusters
    from {{ ref('int_cluster_size') }}
),

paper as (
    select * from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

price_levels as (
    select * from {{ ref('int_price_level') }}
),

panel_years as (
    select
        panel_id,
        count(*) as n_years
    from {{ ref('panel_years') }}
    group by panel_id
),

grouped as (
    select
        figure_set_number,
        cell_number,
        cluster_id,
        indicator_id,
        year,
        count(*) as n_cities,
        avg(value) as mean_value,
        min(value) as min_value,
        max(value) as max_value
    from figures
    group by figure_set_number, cell_number, cluster_id, indicator_id, year
),

-- The cells that have a statistic; without one, a cell is no row.
cells as (
    select
        settings.setting_number,
        settings.indicator_set,
        grouped.cell_number,
        grouped.cluster_id,
        grouped.indicator_id,
        indicators.dimension_id,
        indicators.direction,
        grouped.year,
        grouped.n_cities,
        grouped.mean_value,
        cluster_sizes.size_adjustment,
        case
            when units.quantity = 'money' and units.per_quantity is null
                then price_levels.price_level
            else 1
        end as price_level,
        count(*) over (
            partition by settings.setting_number, grouped.indicator_id
        ) as n_cells,
        cluster_sizes.n_clusters * panel_years.n_years as n_cells_needed
    from settings
    cross join paper
    inner join grouped
        on settings.figure_set_number = grouped.figure_set_number
    inner join cluster_sizes
        on settings.membership_scheme_id = cluster_sizes.membership_scheme_id
        and grouped.cluster_id = cluster_sizes.cluster_id
    inner join indicators
        on grouped.indicator_id = indicators.indicator_id
    left join units
        on indicators.unit = units.unit
    inner join panel_years
        on paper.panel_id = panel_years.panel_id
    left join price_levels
        on paper.panel_id = price_levels.panel_id
        and grouped.year = price_levels.year
    where
        grouped.n_cities >= {{ var('min_cities') }}
        and grouped.n_cities >= settings.min_coverage * cluster_sizes.n_members
        and (
            indicators.unit <> '0_or_1'
            or grouped.n_cities = cluster_sizes.n_members
        )
        and not (grouped.min_value < 0 and grouped.max_value > 0)
),

-- An indicator enters where every cell has a statistic, or with those that have one.
final as (
    select
        setting_number,
        cell_number,
        cluster_id,
        indicator_id,
        dimension_id,
        direction,
        year,
        dense_rank() over (order by indicator_id) as indicator_number,
        dense_rank() over (order by indicator_id, year) as column_number,
        dense_rank() over (order by cluster_id, dimension_id, year)
            as dimension_cell_number,
        n_cities,
        mean_value,
        size_adjustment,
        price_level
    from cells
    where indicator_set = 'available' or n_cells = n_cells_needed
)

select * from final
