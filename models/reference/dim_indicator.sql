with rows_of_files as (
    select * from {{ ref('indicators') }}
),

rates as (
    select * from {{ ref('indicator_rates') }}
),

proxies as (
    select * from {{ ref('indicator_proxies') }}
),

final as (
    select
        rows_of_files.indicator_id,
        rows_of_files.dimension_id,
        rows_of_files.sort_order,
        rows_of_files.indicator_en,
        rows_of_files.indicator_zh,
        rows_of_files.unit,
        rows_of_files.direction,
        rows_of_files.numerator_variable_id,
        rows_of_files.denominator_variable_id,
        rates.rate_variable_id,
        rows_of_files.multiplier,
        rows_of_files.gap_rule,
        rows_of_files.alternative_of,
        rows_of_files.alternative_option,
        rows_of_files.definition,
        rows_of_files.definition_zh,
        rows_of_files.data_note,
        rows_of_files.data_note_zh,
        proxies.proxy_en,
        proxies.proxy_zh,
        rows_of_files.is_landed
    from rows_of_files
    left join rates
        on rows_of_files.indicator_id = rates.indicator_id
    left join proxies
        on rows_of_files.indicator_id = proxies.indicator_id
)

select * from final
