with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

chosen as (
    select * from {{ ref('int_chosen_value') }}
),

variables as (
    select * from {{ ref('variables') }}
),

-- A panel is not screened: its flags come with it.
published as (
    select
        assessed.*,
        variables.unit,
        lag(assessed.published_value) over by_year as value_before,
        lag(assessed.year) over by_year as year_before,
        assessed.published_value / power(
            10, floor(ln(nullif(assessed.published_value, 0)) / ln(10)) - 2
        ) as first_three_digits
    from assessed
    inner join variables
        on assessed.variable_id = variables.variable_id
    where assessed.seed_name <> 'panel' and assessed.published_value > 0
    window by_year as (
        partition by assessed.source_id, assessed.variable_id, assessed.city_id
        order by assessed.year
    )
),

-- What does not change, an area, a road or a rate of 100, may stay as it was.
compared as (
    select
        *,
        year_before = year - 1
        and value_before = published_value
        and unit not in ('km2', 'km')
        and not (unit = 'percent' and published_value = 100) as is_same,
        unit <> '10k_persons'
        and abs(first_three_digits - round(first_three_digits)) > 1e-6
            as has_four_digits
    from published
),

counted as (
    select
        *,
        sum(case when is_same then 1 else 0 end) over of_row as n_same_of_row,
        count(*) over of_row as n_of_row
    from compared
    window of_row as (partition by seed_name, city_id, year)
),

final as (
    select
        counted.source_id,
        counted.city_id,
        counted.variable_id,
        counted.year,
        counted.published_value as value,
        counted.usable_value as value_in_use,
        coalesce(
            counted.is_same
            and (
                counted.has_four_digits
                or (
                    counted.n_same_of_row >= 2
                    and 2 * counted.n_same_of_row > counted.n_of_row
                )
            ),
            false
        ) as is_repeated
    from counted
    left join chosen
        on counted.city_id = chosen.city_id
        and counted.variable_id = chosen.variable_id
        and counted.year = chosen.year
    -- Where another value goes before, this one is neither in use nor screened.
    where
        counted.usable_value is null
        or not counted.needs_choice
        or (chosen.source_id = counted.source_id and chosen.status <> 'derived')
    union all
    select
        source_id,
        city_id,
        variable_id,
        year,
        value,
        value as value_in_use,
        false as is_repeated
    from chosen
    where status = 'derived' and seed_name <> 'panel'
)

select * from final
