with openings as (
    select * from {{ ref('stg_high_speed_rail_openings') }}
),

years as (
    select distinct year from {{ ref('int_published_combination') }}
),

-- The records end with recorded_until_year; later years are unknown, not "none".
city_years as (
    select
        openings.city_id,
        years.year,
        extract(year from openings.new_line_opened_on) as new_line_year,
        extract(year from openings.any_line_opened_on) as any_line_year,
        extract(year from openings.separate_line_opened_on) as separate_line_year
    from openings
    inner join years
        on openings.recorded_until_year >= years.year
),

final as (
    select
        city_id,
        'high_speed_rail_new_line' as variable_id,
        'railway_openings' as source_id,
        year,
        case when new_line_year <= year then 1 else 0 end as value,
        false as is_doubted,
        false as is_confirmed
    from city_years
    union all
    select
        city_id,
        'high_speed_rail_any_line' as variable_id,
        'railway_openings' as source_id,
        year,
        case when any_line_year <= year then 1 else 0 end as value,
        false as is_doubted,
        false as is_confirmed
    from city_years
    union all
    select
        city_id,
        'high_speed_rail_separate_line' as variable_id,
        'railway_openings' as source_id,
        year,
        case when separate_line_year <= year then 1 else 0 end as value,
        false as is_doubted,
        false as is_confirmed
    from city_years
)

select * from final
