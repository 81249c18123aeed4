with screened as (
    select
        screened.source_id,
        screened.city_id,
        coalesce(cities.code_system, '') as code_system,
        screened.variable_id,
        screened.year,
        ln(screened.value) as ln_value,
        ln(screened.value_in_use) as ln_in_use
    from {{ ref('int_screened_value') }} as screened
    inner join {{ ref('cities') }} as cities
        on screened.city_id = cities.city_id
),

ranges as (
    select * from {{ ref('dim_plausible_range') }}
),

in_use as (
    select * from screened
    where ln_in_use is not null
),

pairs as (
    select * from ranges
    where denominator_variable_id is not null
),

alone as (
    select
        screened.variable_id as measure_id,
        screened.source_id,
        screened.city_id,
        screened.code_system,
        screened.variable_id,
        cast(null as {{ dbt.type_string() }}) as sister_variable_id,
        screened.year,
        1 as orientation,
        screened.ln_value,
        screened.ln_in_use,
        coalesce(ranges.is_compared_by_city, false) as is_compared_by_city
    from screened
    left join ranges
        on screened.variable_id = ranges.numerator_variable_id
        and ranges.denominator_variable_id is null
),

of_numerator as (
    select
        pairs.ratio_id as measure_id,
        numerator.source_id,
        numerator.city_id,
        numerator.code_system,
        numerator.variable_id,
        pairs.denominator_variable_id as sister_variable_id,
        numerator.year,
        1 as orientation,
        numerator.ln_value
        - denominator.ln_in_use + coalesce(times.ln_in_use, 0) as ln_value,
        numerator.ln_in_use
        - denominator.ln_in_use + coalesce(times.ln_in_use, 0) as ln_in_use,
        pairs.is_compared_by_city
    from pairs
    inner join screened as numerator
        on pairs.numerator_variable_id = numerator.variable_id
    inner join in_use as denominator
        on pairs.denominator_variable_id = denominator.variable_id
        and numerator.city_id = denominator.city_id
        and numerator.year = denominator.year
    left join in_use as times
        on pairs.times_variable_id = times.variable_id
        and numerator.city_id = times.city_id
        and numerator.year = times.year
    where pairs.times_variable_id is null or times.ln_in_use is not null
),

-- The same ratio, with the figure below the line in question.
of_denominator as (
    select
        pairs.ratio_id as measure_id,
        denominator.source_id,
        denominator.city_id,
        denominator.code_system,
        denominator.variable_id,
        pairs.numerator_variable_id as sister_variable_id,
        denominator.year,
        -1 as orientation,
        numerator.ln_in_use
        - denominator.ln_value + coalesce(times.ln_in_use, 0) as ln_value,
        cast(null as {{ dbt.type_float() }}) as ln_in_use,
        false as is_compared_by_city
    from pairs
    inner join screened as denominator
        on pairs.denominator_variable_id = denominator.variable_id
    inner join in_use as numerator
        on pairs.numerator_variable_id = numerator.variable_id
        and denominator.city_id = numerator.city_id
        and denominator.year = numerator.year
    left join in_use as times
        on pairs.times_variable_id = times.variable_id
        and denominator.city_id = times.city_id
        and denominator.year = times.year
    where pairs.times_variable_id is null or times.ln_in_use is not null
),

final as (
    select * from alone
    union all
    select * from of_numerator
    union all
    select * from of_denominator
)

select * from final
