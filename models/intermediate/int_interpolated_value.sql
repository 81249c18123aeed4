with selected as (
    select * from {{ ref('int_selected_value') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

known as (
    select selected.*
    from selected
    inner join variables
        on selected.variable_id = variables.variable_id
    where variables.fill_rule = 'linear'
),

years as (
    select year from {{ ref('int_value_year') }}
),

spans as (
    select
        city_id,
        variable_id,
        min(year) as first_year,
        max(year) as last_year
    from known
    group by city_id, variable_id
),

neighbours as (
    select
        spans.city_id,
        spans.variable_id,
        years.year,
        known.value,
        max(known.year) over (
            partition by spans.city_id, spans.variable_id
            order by years.year
            rows between unbounded preceding and current row
        ) as previous_year,
        min(known.year) over (
            partition by spans.city_id, spans.variable_id
            order by years.year
            rows between current row and unbounded following
        ) as next_year
    from spans
    inner join years
        on years.year between spans.first_year and spans.last_year
    left join known
        on spans.city_id = known.city_id
        and spans.variable_id = known.variable_id
        and years.year = known.year
),

final as (
    select
        neighbours.city_id,
        neighbours.variable_id,
        previous_known.source_id,
        previous_known.seed_name,
        neighbours.year,
        {{ linear_fill(
            'neighbours.year',
            'neighbours.previous_year', 'previous_known.value',
            'neighbours.next_year', 'next_known.value'
        ) }} as value,
        neighbours.previous_year as interpolated_from_year,
        neighbours.next_year as interpolated_to_year
    from neighbours
    inner join known as previous_known
        on neighbours.city_id = previous_known.city_id
        and neighbours.variable_id = previous_known.variable_id
        and neighbours.previous_year = previous_known.year
    inner join known as next_known
        on neighbours.city_id = next_known.city_id
        and neighbours.variable_id = next_known.variable_id
        and neighbours.next_year = next_known.year
    where neighbours.value is null
)

select * from final
