with observations as (
    select * from {{ ref('int_observation') }}
),

-- Read apart: DuckDB would hold all observations in memory to read them twice.
published_flows as (
    select * from {{ ref('int_observation') }}
    where
        variable_id in (
            'fdi_utilised', 'exports_yuan', 'exports_usd', 'imports_yuan', 'imports_usd'
        )
),

exchange_rates as (
    select * from {{ ref('exchange_rates') }}
),

openings as (
    select * from {{ ref('high_speed_rail_openings') }}
),

years as (
    select distinct year from {{ ref('int_published_combination') }}
),

flows as (
    select
        published_flows.city_id,
        published_flows.source_id,
        published_flows.year,
        published_flows.is_doubted,
        published_flows.is_confirmed,
        case
            when published_flows.variable_id = 'fdi_utilised' then 'fdi'
            when published_flows.variable_id like 'exports_%' then 'exports'
            else 'imports'
        end as flow_id,
        case
            when published_flows.variable_id in ('exports_yuan', 'imports_yuan')
                then published_flows.value
        end as published_in_yuan,
        case
            when published_flows.variable_id not in ('exports_yuan', 'imports_yuan')
                then published_flows.value * exchange_rates.yuan_per_usd
        end as converted_to_yuan
    from published_flows
    left join exchange_rates
        on published_flows.year = exchange_rates.year
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
    where published_in_yuan is not null or converted_to_yuan is not null
    group by city_id, year, flow_id
),

lines as (
    select
        city_id,
        recorded_until_year,
        'high_speed_rail_new_line' as variable_id,
        new_line_opened_on as opened_on
    from openings
    union all
    select
        city_id,
        recorded_until_year,
        'high_speed_rail_any_line' as variable_id,
        any_line_opened_on as opened_on
    from openings
    union all
    select
        city_id,
        recorded_until_year,
        'high_speed_rail_separate_line' as variable_id,
        separate_line_opened_on as opened_on
    from openings
),

derived as (
    select
        city_id,
        'fdi_utilised_yuan' as variable_id,
        source_id,
        year,
        value,
        is_doubted,
        is_confirmed
    from flows_in_yuan
    where flow_id = 'fdi'
    union all
    -- A city and year with one flow alone has no total.
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
    union all
    -- On 31 December. The records end with recorded_until_year; later years are
    -- unknown, not "none".
    select
        lines.city_id,
        lines.variable_id,
        'railway_openings' as source_id,
        years.year,
        case when extract(year from lines.opened_on) <= years.year then 1 else 0 end
            as value,
        false as is_doubted,
        false as is_confirmed
    from lines
    inner join years
        on lines.recorded_until_year >= years.year
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
