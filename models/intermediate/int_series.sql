with indicators as (
    select * from {{ ref('dim_indicator') }}
),

variables as (
    select
        variable_id,
        cast(row_number() over (order by variable_id) as smallint)
            as variable_number
    from {{ ref('variables') }}
),

scheme_years as (
    select * from {{ ref('int_scheme_year') }}
),

-- A specialisation depends on who else is a member: a series per membership scheme.
schemes as (
    select
        'krugman_specialisation' as numerator_variable_id,
        membership_scheme_id
    from scheme_years
    group by membership_scheme_id
),

final as (
    select
        indicators.indicator_id,
        schemes.membership_scheme_id as in_scheme_id,
        indicators.gap_rule,
        cast(
            row_number() over (
                order by indicators.indicator_id, schemes.membership_scheme_id
            ) as integer
        ) as series_number,
        numerators.variable_number as numerator_number,
        denominators.variable_number as denominator_number,
        rates.variable_number as rate_number,
        indicators.multiplier
    from indicators
    left join schemes
        on indicators.numerator_variable_id = schemes.numerator_variable_id
    left join variables as numerators
        on indicators.numerator_variable_id = numerators.variable_id
    left join variables as denominators
        on indicators.denominator_variable_id = denominators.variable_id
    left join variables as rates
        on indicators.rate_variable_id = rates.variable_id
)

select * from final
