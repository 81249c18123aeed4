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

rates as (
    select
        indicators.indicator_id,
        rate.city_id,
        rate.source_id as numerator_source_id,
        cast(null as {{ dbt.type_string() }}) as denominator_source_id,
        rate.year,
        rate.value,
        rate.value as numerator_value,
        cast(null as {{ dbt.type_float() }}) as denominator_value,
        rate.is_interpolated,
        true as is_published_rate,
        false as is_other_boundary,
        rate.is_doubted,
        rate.is_confirmed
    from indicators
    inner join variable_values as rate
        on indicators.rate_variable_id = rate.variable_id
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
        or coalesce(denominator.is_interpolated, false) as is_interpolated,
        false as is_published_rate,
        numerator.is_other_boundary
        <> coalesce(denominator.is_other_boundary, numerator.is_other_boundary)
            as is_other_boundary,
        numerator.is_doubted or coalesce(denominator.is_doubted, false) as is_doubted,
        numerator.is_confirmed
    from indicators
    inner join variable_values as numerator
        on indicators.numerator_variable_id = numerator.variable_id
    left join denominators as denominator
        on indicators.denominator_variable_id = denominator.variable_id
        and numerator.city_id = denominator.city_id
        and numerator.year = denominator.year
),

-- A published rate that equals the quotient of the counts confirms it.
known as (
    select
        ratios.indicator_id,
        ratios.city_id,
        ratios.numerator_source_id,
        ratios.denominator_source_id,
        ratios.year,
        ratios.value,
        ratios.numerator_value,
        ratios.denominator_value,
        ratios.is_interpolated,
        ratios.is_published_rate,
        ratios.is_other_boundary,
        ratios.is_doubted,
        ratios.is_confirmed or rates.value is not null as is_confirmed
    from ratios
    left join rates
        on ratios.indicator_id = rates.indicator_id
        and ratios.city_id = rates.city_id
        and ratios.year = rates.year
        and abs(ratios.value - rates.value)
        <= {{ var('same_figure_within') }} * abs(ratios.value)
    where ratios.value is not null
),

-- Counts go first, a published rate stands in where one of them is missing.
final as (
    select * from known
    union all
    select rates.*
    from rates
    left join known
        on rates.indicator_id = known.indicator_id
        and rates.city_id = known.city_id
        and rates.year = known.year
    where known.indicator_id is null
)

select * from final
