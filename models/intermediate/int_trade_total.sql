with observations as (
    select * from {{ ref('int_observation') }}
),

exchange_rates as (
    select * from {{ ref('stg_exchange_rates') }}
),

flows as (
    select
        observations.city_id,
        observations.source_id,
        observations.year,
        observations.is_doubted,
        observations.is_confirmed,
        case
            when observations.variable_id in ('exports_yuan', 'exports_usd')
                then 'exports'
            else 'imports'
        end as flow_id,
        case
            when observations.variable_id in ('exports_yuan', 'imports_yuan')
                then observations.value
        end as published_in_yuan,
        case
            when observations.variable_id in ('exports_usd', 'imports_usd')
                then observations.value * exchange_rates.yuan_per_usd
        end as converted_to_yuan
    from observations
    left join exchange_rates
        on observations.year = exchange_rates.year
    where
        observations.variable_id in (
            'exports_yuan', 'exports_usd', 'imports_yuan', 'imports_usd'
        )
),

-- What is published in yuan goes before what is converted.
flows_in_yuan as (
    select
        city_id,
        year,
        flow_id,
        max(source_id) as source_id,
        coalesce(max(published_in_yuan), max(converted_to_yuan)) as value,
        max(case when is_doubted then 1 else 0 end) = 1 as is_doubted,
        max(case when is_confirmed then 1 else 0 end) = 1 as is_confirmed
    from flows
    group by city_id, year, flow_id
),

-- A city and year with one flow alone has no total.
final as (
    select
        exports.city_id,
        'trade_total' as variable_id,
        exports.source_id,
        exports.year,
        exports.value + imports.value as value,
        exports.is_doubted or imports.is_doubted as is_doubted,
        exports.is_confirmed and imports.is_confirmed as is_confirmed
    from flows_in_yuan as exports
    inner join flows_in_yuan as imports
        on exports.city_id = imports.city_id
        and exports.year = imports.year
        and imports.flow_id = 'imports'
    where exports.flow_id = 'exports'
)

select * from final
