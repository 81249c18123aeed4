with series as (
    select * from {{ ref('int_series') }}
),

-- Values are joined and grouped faster by numbers than by texts; small ones take less
-- memory.
variables as (
    select
        variable_id,
        cast(row_number() over (order by variable_id) as smallint)
            as variable_number
    from {{ ref('variables') }}
),

cities as (
    select distinct
        city_id,
        city_number
    from {{ ref('int_cluster_member') }}
),

krugman_specialisation as (
    select * from {{ ref('int_krugman_specialisation') }}
),

variable_values as (
    select
        variables.variable_number,
        cities.city_number,
        variable_values.source_id,
        variable_values.year,
        variable_values.value,
        variable_values.is_interpolated,
        variable_values.is_other_boundary,
        variable_values.is_doubted,
        variable_values.is_confirmed
    from {{ ref('int_variable_value') }} as variable_values
    inner join variables
        on variable_values.variable_id = variables.variable_id
    inner join cities
        on variable_values.city_id = cities.city_id
),

-- The table to look up in is as small as it can be.
denominators as (
    select * from variable_values
    where variable_number in (select series.denominator_number from series)
),

rates as (
    select
        series.series_number,
        rate.*
    from series
    inner join variable_values as rate
        on series.rate_number = rate.variable_number
),

ratios as (
    select
        series.series_number,
        numerator.city_number,
        numerator.source_id as numerator_source_id,
        denominator.source_id as denominator_source_id,
        numerator.year,
        case
            when series.denominator_number is null
                then numerator.value * series.multiplier
            else numerator.value / nullif(denominator.value, 0) * series.multiplier
        end as value,
        numerator.value as numerator_value,
        denominator.value as denominator_value,
        numerator.is_interpolated
        or coalesce(denominator.is_interpolated, false) as is_interpolated,
        numerator.is_other_boundary
        <> coalesce(denominator.is_other_boundary, numerator.is_other_boundary)
            as is_other_boundary,
        numerator.is_doubted or coalesce(denominator.is_doubted, false) as is_doubted,
        numerator.is_confirmed as is_numerator_confirmed
    from series
    inner join variable_values as numerator
        on series.numerator_number = numerator.variable_number
    left join denominators as denominator
        on series.denominator_number = denominator.variable_number
        and numerator.city_number = denominator.city_number
        and numerator.year = denominator.year
),

quotients as (
    select * from ratios
    where value is not null
),

-- Counts go first, a published rate stands in where one of them is missing; one that
-- equals the quotient of the counts confirms it.
final as (
    select
        coalesce(quotients.series_number, rates.series_number) as series_number,
        coalesce(quotients.city_number, rates.city_number) as city_number,
        case
            when quotients.value is null then rates.source_id
            else quotients.numerator_source_id
        end as numerator_source_id,
        quotients.denominator_source_id,
        coalesce(quotients.year, rates.year) as year,
        coalesce(quotients.value, rates.value) as value,
        coalesce(quotients.numerator_value, rates.value) as numerator_value,
        quotients.denominator_value,
        coalesce(quotients.is_interpolated, rates.is_interpolated) as is_interpolated,
        coalesce(quotients.is_other_boundary, false) as is_other_boundary,
        coalesce(quotients.is_doubted, rates.is_doubted) as is_doubted,
        coalesce(quotients.is_numerator_confirmed, rates.is_confirmed)
            as is_numerator_confirmed,
        quotients.value is null as is_published_rate,
        case
            when quotients.value is null then rates.is_confirmed
            else quotients.is_numerator_confirmed
                or coalesce(
                    abs(quotients.value - rates.value)
                    <= {{ var('same_figure_within') }} * abs(quotients.value),
                    false
                )
        end as is_confirmed
    from quotients
    full outer join rates
        on quotients.series_number = rates.series_number
        and quotients.city_number = rates.city_number
        and quotients.year = rates.year
    union all
    select
        series.series_number,
        cities.city_number,
        krugman_specialisation.source_id as numerator_source_id,
        cast(null as {{ dbt.type_string() }}) as denominator_source_id,
        krugman_specialisation.year,
        krugman_specialisation.value * series.multiplier as value,
        krugman_specialisation.value as numerator_value,
        cast(null as {{ dbt.type_float() }}) as denominator_value,
        false as is_interpolated,
        false as is_other_boundary,
        false as is_doubted,
        false as is_numerator_confirmed,
        false as is_published_rate,
        false as is_confirmed
    from krugman_specialisation
    inner join cities
        on krugman_specialisation.city_id = cities.city_id
    inner join series
        on krugman_specialisation.membership_scheme_id = series.in_scheme_id
)

select * from final
