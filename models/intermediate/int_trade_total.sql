with observations as (
    select * from {{ ref('int_observation') }}
),

exchange_rates as (
    select * from {{ ref('stg_exchange_rates') }}
),

flows_in_yuan as (
    select
        city_id,
        source_id,
        year,
        variable_id as flow_id,
        value
    from observations
    where variable_id in ('exports_yuan', 'imports_yuan')
    union all
    select
        observations.city_id,
        observations.source_id,
        observations.year,
        case observations.variable_id
            when 'exports_usd' then 'exports_yuan'
            when 'imports_usd' then 'imports_yuan'
        end as flow_id,
        observations.value * exchange_rates.yuan_per_usd as value
    from observations
    inner join exchange_rates
        on observations.year = exchange_rates.year
    where observations.variable_id in ('exports_usd', 'imports_usd')
),

-- A city and year with one flow alone has no total.
final as (
    select
        exports.city_id,
        'trade_total' as variable_id,
        exports.source_id,
        exports.year,
        exports.value + imports.value as value
    from flows_in_yuan as exports
    inner join flows_in_yuan as imports
        on exports.city_id = imports.city_id
        and exports.year = imports.year
        and imports.flow_id = 'imports_yuan'
    where exports.flow_id = 'exports_yuan'
)

select * from final
