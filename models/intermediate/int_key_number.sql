with variables as (
    select * from {{ ref('stg_variables') }}
),

cities as (
    select * from {{ ref('stg_cities') }}
),

keys as (
    select
        'variable' as key_kind,
        variable_id as key_id
    from variables
    union all
    select
        'city' as key_kind,
        city_id as key_id
    from cities
),

final as (
    select
        key_kind,
        key_id,
        cast(
            row_number() over (partition by key_kind order by key_id) as integer
        ) as key_number
    from keys
)

select * from final
