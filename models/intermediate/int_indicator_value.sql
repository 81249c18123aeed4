with indicators as (
    select * from {{ ref('stg_indicators') }}
),

variable_values as (
    select * from {{ ref('int_variable_value') }}
),

-- The table to look up in is as small as it can be.
denominators as (
    select *
    from variable_values
    where
        variable_id in (
            select indicators.denominator_variable_id from indicators
        )
),

ratios as (
    select
        indicators.indicator_id,
        numerator.city_id,
        numerator.source_id as numerator_source_id,
        denominator.source_id as denominator_source_id,
        numerator.year,
        case
            when indicators.denominator_variable_id is null
                then numerator.value * indicators.multiplier
            else
                numerator.value / nullif(denominator.value, 0)
                * indicators.multiplier
        end as value,
        numerator.value as numerator_value,
        denominator.value as denominator_value,
        numerator.is_interpolated
        or coalesce(denominator.is_interpolated, false) as is_interpolated
    from indicators
    inner join variable_values as numerator
        on indicators.numerator_variable_id = numerator.variable_id
    left join denominators as denominator
        on indicators.denominator_variable_id = denominator.variable_id
        and numerator.city_id = denominator.city_id
        and numerator.year = denominator.year
),

final as (
    select * from ratios
    where value is not null
)

select * from final
