with scenarios as (
    select * from {{ ref('ref_scenario') }}
),

options as (
    select
        scenario_id,
        {{ option_columns([
            'sd_type', 'cv_pool', 'level_pool', 'negative_level',
            'specialisation_direction', 'rail_definition', 'pm25_series',
            'price_basis', 'indicator_list', 'aggregation', 'has_size_adjustment',
            'has_level_adjustment'
        ]) }}
    from {{ ref('dim_scenario_choice') }}
    group by scenario_id
),

final as (
    select
        scenarios.scenario_kind,
        scenarios.scenario_id,
        scenarios.scenario_en,
        scenarios.scenario_zh,
        options.sd_type,
        options.cv_pool,
        options.level_pool,
        options.negative_level,
        options.specialisation_direction,
        options.rail_definition,
        options.pm25_series,
        options.price_basis,
        scenarios.membership_scheme_id,
        options.indicator_list,
        scenarios.indicator_set,
        options.aggregation,
        options.has_size_adjustment = 'true' as has_size_adjustment,
        options.has_level_adjustment = 'true' as has_level_adjustment,
        scenarios.is_landed,
        scenarios.panel_id,
        scenarios.bounds_version_id,
        scenarios.left_out_kind,
        scenarios.left_out_id
    from scenarios
    inner join options
        on scenarios.scenario_id = options.scenario_id
)

select * from final
