with named as (
    select * from {{ ref('stg_scenarios') }}
),

choices as (
    select * from {{ ref('stg_reading_choices') }}
    where is_combined
),

members as (
    select * from {{ ref('stg_cluster_members') }}
),

cities as (
    select * from {{ ref('stg_cities') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

dimensions as (
    select * from {{ ref('stg_dimensions') }}
),

paper as (
    select * from named
    where scenario_id = 'paper'
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
        paper.pm25_series,
        paper.price_basis,
        membership_scheme_id.option_id as membership_scheme_id,
        paper.indicator_set,
        aggregation.option_id as aggregation,
        paper.has_size_adjustment,
        paper.has_level_adjustment,
        paper.is_landed,
        paper.panel_id
    from paper
    cross join choices as sd_type
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

left_out as (
    select
        'indicator' as left_out_kind,
        indicator_id as left_out_id,
        indicator_en as left_out_en,
        indicator_zh as left_out_zh
    from indicators
    where alternative_of is null and not is_landed
    union all
    select
        'dimension' as left_out_kind,
        dimension_id as left_out_id,
        dimension_en as left_out_en,
        dimension_zh as left_out_zh
    from dimensions
    where not is_landed
    union all
    select
        'city' as left_out_kind,
        members.city_id as left_out_id,
        cities.city_en as left_out_en,
        cities.city_zh as left_out_zh
    from paper
    inner join members
        on paper.membership_scheme_id = members.membership_scheme_id
    inner join cities
        on members.city_id = cities.city_id
),

-- The paper's reading without one indicator, dimension or city.
leave_one_out as (
    select
        'without_' || left_out.left_out_id as scenario_id,
        'Without ' || left_out.left_out_en as scenario_en,
        '不含' || left_out.left_out_zh as scenario_zh,
        paper.sd_type,
        paper.cv_pool,
        paper.level_pool,
        paper.negative_level,
        paper.specialisation_direction,
        paper.rail_definition,
        paper.pm25_series,
        paper.price_basis,
        case
            when left_out.left_out_kind = 'city'
                then paper.membership_scheme_id || '_without_' || left_out.left_out_id
            else paper.membership_scheme_id
        end as membership_scheme_id,
        paper.indicator_set,
        paper.aggregation,
        paper.has_size_adjustment,
        paper.has_level_adjustment,
        paper.is_landed,
        paper.panel_id,
        paper.bounds_version_id,
        left_out.left_out_kind,
        left_out.left_out_id
    from paper
    cross join left_out
    where {{ var('readings') }}
),

final as (
    select
        'named' as scenario_kind,
        named.*,
        cast(null as {{ dbt.type_string() }}) as left_out_kind,
        cast(null as {{ dbt.type_string() }}) as left_out_id
    from named
    union all
    select
        'reading' as scenario_kind,
        readings.*,
        cast(null as {{ dbt.type_string() }}) as bounds_version_id,
        cast(null as {{ dbt.type_string() }}) as left_out_kind,
        cast(null as {{ dbt.type_string() }}) as left_out_id
    from readings
    union all
    select
        'leave_one_out' as scenario_kind,
        leave_one_out.*
    from leave_one_out
)

select * from final
