with observations as (
    select * from {{ ref('int_observation') }}
),

fdi_utilised_yuan as (
    select * from {{ ref('int_fdi_utilised_yuan') }}
),

trade_total as (
    select * from {{ ref('int_trade_total') }}
),

high_speed_rail as (
    select * from {{ ref('int_high_speed_rail_at_year_end') }}
),

derived as (
    select * from fdi_utilised_yuan
    union all
    select * from trade_total
    union all
    select * from high_speed_rail
),

final as (
    select
        city_id,
        variable_id,
        source_id,
        year,
        value,
        interpolated_to_year is not null as is_interpolated,
        is_other_boundary,
        is_doubted,
        is_confirmed
    from observations
    union all
    select
        city_id,
        variable_id,
        source_id,
        year,
        value,
        false as is_interpolated,
        false as is_other_boundary,
        is_doubted,
        is_confirmed
    from derived
)

select * from final
