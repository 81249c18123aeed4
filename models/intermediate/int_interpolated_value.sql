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

-- Each published year and the next one.
pairs as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        year as previous_year,
        value as previous_value,
        lead(year) over (
            partition by city_id, variable_id
            order by year
        ) as next_year,
        lead(value) over (
            partition by city_id, variable_id
            order by year
        ) as next_value
    from known
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
