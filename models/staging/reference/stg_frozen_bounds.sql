with rows_of_files as (
    {{ seed_and_landing('frozen_bounds') }}
),

final as (
    select
        bounds_version_id,
        scenario_id,
        measure,
        pool_key,
        min_value,
        max_value,
        frozen_on
    from rows_of_files
)

select * from final
