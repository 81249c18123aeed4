with rows_of_files as (
    select * from {{ ref('city_aliases') }}
),

-- What several places share names none of them.
final as (
    select
        alias,
        min(city_id) as city_id
    from rows_of_files
    group by alias
    having min(city_id) = max(city_id)
)

select * from final
