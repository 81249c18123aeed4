{{ config(materialized="table") }}

with named as (
    select * from {{ ref('stg_scenarios') }}
),

choices as (
    select * from {{ ref('stg_reading_choices') }}
),

-- Every combination of the open choices, one reading each.
readings as (
    select
        'r'
        || cast(sd_type.option_number as {{ dbt.type_string() }})
        || cast(cv_pool.option_number as {{ dbt.type_string() }})
        || cast(level_pool.option_number as {{ dbt.type_string() }})
        || cast(negative_level.option_number as {{ dbt.type_string() }})
        || cast(specialisation_direction.option_number as {{ dbt.type_string() }})
        || cast(rail_definition.option_number as {{ dbt.type_string() }})
        || cast(membership_scheme_id.option_number as {{ dbt.type_string() }})
        || cast(aggregation.option_number as {{ dbt.type_string() }}) as scenario_id,
        'Reading' as scenario_en,
        '一种口径' as scenario_zh,
        sd_type.option_id as sd_type,
        cv_pool.option_id as cv_pool,
        level_pool.option_id as level_pool,
        negative_level.option_id as negative_level,
        specialisation_direction.option_id as specialisation_direction,
        rail_definition.option_id as rail_definition,
        membership_scheme_id.option_id as membership_scheme_id,
        'balanced' as indicator_set,
        aggregation.option_id as aggregation,
        true as has_size_adjustment,
        true as has_level_adjustment,
        'benchmark' as panel_id
    from choices as sd_type
    cross join choices as cv_pool
    cross join choices as level_pool
    cross join choices as negative_level
    cross join choices as specialisation_direction
    cross join choices as rail_definition
    cross join choices as membership_scheme_id
    cross join choices as aggregation
    where
        {{ var('readings') }}
        and sd_type.choice_id = 'sd_type'
        and cv_pool.choice_id = 'cv_pool'
        and level_pool.choice_id = 'level_pool'
        and negative_level.choice_id = 'negative_level'
        and specialisation_direction.choice_id = 'specialisation_direction'
        and rail_definition.choice_id = 'rail_definition'
        and membership_scheme_id.choice_id = 'membership_scheme_id'
        and aggregation.choice_id = 'aggregation'
),

final as (
    select
        named.*,
        true as is_named
    from named
    union all
    select
        readings.*,
        false as is_named
    from readings
)

select * from final
