with consumer_prices as (
    select * from {{ ref('consumer_prices') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

levels as (
    select
        year,
        exp(sum(ln(consumer_price_index / 100)) over (order by year)) as price_level
    from consumer_prices
),

first_years as (
    select
        panel_id,
        min(year) as first_year
    from panel_years
    group by panel_id
),

final as (
    select
        panel_years.panel_id,
        panel_years.year,
        levels.price_level / first_levels.price_level as price_level
    from panel_years
    inner join first_years
        on panel_years.panel_id = first_years.panel_id
    inner join levels
        on panel_years.year = levels.year
    inner join levels as first_levels
        on first_years.first_year = first_levels.year
)

select * from final
