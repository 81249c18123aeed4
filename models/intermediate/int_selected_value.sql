with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

chosen as (
    select * from {{ ref('int_chosen_value') }}
),

-- Most variables stand in one publication alone: nothing is to be chosen.
final as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        status,
        year,
        value,
        published_value,
        is_other_boundary,
        is_doubted,
        is_confirmed
    from chosen
    where {{ years_read('year') }}
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        assessment as status,
        year,
        usable_value as value,
        published_value,
        is_other_boundary,
        is_doubted,
        false as is_confirmed
    from assessed
    where not needs_choice and usable_value is not null
)

select * from final
