with chosen as (
    select * from {{ ref('int_chosen_value') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

known as (
    select chosen.*
    from chosen
    inner join variables
        on chosen.variable_id = variables.variable_id
    where variables.fill_rule = 'linear'
),

years as (
    select distinct year from {{ ref('int_published_combination') }}
),

-- A series with every year has nothing to interpolate.
with_gaps as (
    select
        known.city_id,
        known.variable_id
    from known
    left join years
        on known.year = years.year
    group by known.city_id, known.variable_id
    having count(years.year) < (select count(all_years.year) from years as all_years)
),

-- Each published year and the next one.
pairs as (
    select
        known.city_id,
        known.variable_id,
        known.source_id,
        known.seed_name,
        known.year as previous_year,
        known.value as previous_value,
        lead(known.year) over (
            partition by known.city_id, known.variable_id
            order by known.year
        ) as next_year,
        lead(known.value) over (
            partition by known.city_id, known.variable_id
            order by known.year
        ) as next_value
    from known
    inner join with_gaps
        on known.city_id = with_gaps.city_id
        and known.variable_id = with_gaps.variable_id
),

final as (
    select
        pairs.city_id,
        pairs.variable_id,
        pairs.source_id,
        pairs.seed_name,
        years.year,
        {{ linear_fill(
            'years.year',
            'pairs.previous_year', 'pairs.previous_value',
            'pairs.next_year', 'pairs.next_value'
        ) }} as value,
        pairs.previous_year as interpolated_from_year,
        pairs.next_year as interpolated_to_year
    from pairs
    inner join years
        on pairs.previous_year < years.year
        and pairs.next_year > years.year
    where pairs.next_year > pairs.previous_year + 1
)

select * from final
