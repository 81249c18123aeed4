with measures as (
    select * from {{ ref('int_screened_measure') }}
),

expected as (
    select * from {{ ref('int_outlier_expectation') }}
),

deviations as (
    select
        *,
        abs(ln_level - ln_expected) as deviation
    from expected
    where ln_level is not null
),

of_measure as (
    select
        measure_id,
        code_system,
        percentile_cont(0.5) within group (order by deviation) as median_deviation
    from deviations
    where deviation is not null
    group by measure_id, code_system
),

of_city as (
    select
        measure_id,
        city_id,
        percentile_cont(0.5) within group (order by deviation) as median_deviation
    from deviations
    where deviation is not null
    group by measure_id, city_id
),

across as (
    select
        measure_id,
        code_system,
        year,
        percentile_cont(0.5) within group (order by abs(ln_level)) as median_deviation
    from deviations
    group by measure_id, code_system, year
),

-- 1.4826 makes a median of deviations the deviation of a normal distribution. Nineteen
-- years give a city's own spread badly: half of the weight is that of all cities.
scaled as (
    select
        measures.*,
        measures.orientation
        * (measures.ln_value - expected.ln_median - expected.ln_expected)
            as own_deviation,
        1.4826 * (of_measure.median_deviation + of_city.median_deviation) / 2
            as own_scale,
        case
            when measures.is_compared_by_city
                then measures.ln_value - expected.ln_median
        end as cross_deviation,
        1.4826 * across.median_deviation as cross_scale
    from measures
    inner join expected
        on measures.measure_id = expected.measure_id
        and measures.city_id = expected.city_id
        and measures.year = expected.year
    left join of_measure
        on measures.measure_id = of_measure.measure_id
        and measures.code_system = of_measure.code_system
    left join of_city
        on measures.measure_id = of_city.measure_id
        and measures.city_id = of_city.city_id
    left join across
        on measures.measure_id = across.measure_id
        and measures.code_system = across.code_system
        and measures.year = across.year
),

final as (
    select
        measure_id,
        source_id,
        city_id,
        variable_id,
        sister_variable_id,
        year,
        own_deviation,
        abs(own_deviation) / nullif(own_scale, 0) as own_distance,
        cross_deviation,
        abs(cross_deviation) / nullif(cross_scale, 0) as cross_distance,
        ln_in_use is not null as is_in_use,
        coalesce(
            abs(own_deviation) > {{ var('outlier_distance') }} * own_scale
            and abs(own_deviation) > ln({{ var('outlier_factor') }}),
            false
        ) as is_far_from_own,
        coalesce(
            abs(cross_deviation) > {{ var('outlier_distance') }} * cross_scale
            and abs(cross_deviation) > ln({{ var('outlier_factor') }}),
            false
        ) as is_far_from_all
    from scaled
)

select * from final
