with observations as (
    select * from {{ ref('int_observation') }}
),

exchange_rates as (
    select * from {{ ref('stg_exchange_rates') }}
),

final as (
    select
        observations.city_id,
        'fdi_utilised_yuan' as variable_id,
        observations.source_id,
        observations.year,
        observations.value * exchange_rates.yuan_per_usd as value,
        observations.is_doubted,
        observations.is_confirmed
    from observations
    inner join exchange_rates
        on observations.year = exchange_rates.year
    where observations.variable_id = 'fdi_utilised'
)

select * from final
