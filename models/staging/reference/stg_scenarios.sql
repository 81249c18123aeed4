with rows_of_files as (
    {{ seed_and_landing('scenarios') }}
),

final as (
    select
        scenario_id,
        scenario_en,
        scenario_zh,
        sd_type,
        cv_pool,
        level_pool,
        negative_level,
        specialisation_direction,
        rail_definition,
        pm25_series,
        price_basis,
        membership_scheme_id,
        indicator_set,
        aggregation,
        has_size_adjustment,
        has_level_adjustment,
        is_landed,
        panel_id,
        bounds_version_id
    from rows_of_files
)

select * from final
