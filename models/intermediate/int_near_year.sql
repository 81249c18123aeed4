with panel_years as (
    select distinct year from {{ ref('panel_years') }}
    where {{ new_years_only('year') }}
),

years as (
    select distinct
        year,
        cast(floor(year / 60.0) as integer) as period,
        cast(power(2, year % 60) as bigint) as year_bit
    from {{ ref('int_scheme_year') }}
),

final as (
    select
        panel_years.year,
        years.year as from_year,
        years.period as from_period,
        years.year_bit as from_bit,
        {{ nearest_year_pick(
            ['panel_years.year'], 'panel_years.year', 'years.year'
        ) }} as nearness_rank
    from panel_years
    inner join years
        on abs(panel_years.year - years.year) <= {{ var('max_year_gap') }}
)

select * from final
