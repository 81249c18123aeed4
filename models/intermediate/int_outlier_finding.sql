with screened as (
    select * from {{ ref('int_screened_value') }}
),

distances as (
    select * from {{ ref('int_outlier_distance') }}
),

own as (
    select * from distances
    where sister_variable_id is null
),

-- Ten times as much, or a hundred: a digit is lost or one too many, or another unit.
of_own_series as (
    select
        *,
        case
            when
                abs(own_deviation) > ln(10) / 2
                and abs(
                    abs(own_deviation) - ln(10) * round(abs(own_deviation) / ln(10))
                ) < ln({{ var('outlier_factor') }})
                then 'digits'
            else 'own_series'
        end as finding_kind
    from own
    where is_far_from_own
),

-- A ratio that leaves its other years is a finding about that of its two figures which
-- does so more.
of_sisters as (
    select
        distances.*,
        row_number() over (
            partition by
                distances.source_id,
                distances.variable_id,
                distances.city_id,
                distances.year
            order by
                {{ noise_free(
                    'least(coalesce(distances.own_distance, 0), 1000000)'
                ) }} desc,
                distances.measure_id asc
        ) as nth
    from distances
    left join own
        on distances.source_id = own.source_id
        and distances.variable_id = own.variable_id
        and distances.city_id = own.city_id
        and distances.year = own.year
    left join own as sister
        on distances.sister_variable_id = sister.variable_id
        and distances.city_id = sister.city_id
        and distances.year = sister.year
        and sister.is_in_use
    where
        distances.sister_variable_id is not null
        and distances.is_far_from_own
        and abs(coalesce(own.own_deviation, 0))
        >= abs(coalesce(sister.own_deviation, 0))
),

of_cross_section as (
    select
        *,
        row_number() over (
            partition by source_id, variable_id, city_id, year
            order by
                {{ noise_free('least(coalesce(cross_distance, 0), 1000000)') }} desc,
                measure_id asc
        ) as nth
    from distances
    where is_far_from_all
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        finding_kind,
        sister_variable_id,
        own_deviation as deviation,
        own_distance as outlier_distance
    from of_own_series
    union all
    select
        source_id,
        variable_id,
        city_id,
        year,
        'sister' as finding_kind,
        sister_variable_id,
        own_deviation as deviation,
        own_distance as outlier_distance
    from of_sisters
    where nth = 1
    union all
    select
        source_id,
        variable_id,
        city_id,
        year,
        'cross_section' as finding_kind,
        sister_variable_id,
        cross_deviation as deviation,
        cross_distance as outlier_distance
    from of_cross_section
    where nth = 1
    union all
    select
        source_id,
        variable_id,
        city_id,
        year,
        'repeated' as finding_kind,
        cast(null as {{ dbt.type_string() }}) as sister_variable_id,
        cast(null as {{ dbt.type_float() }}) as deviation,
        cast(null as {{ dbt.type_float() }}) as outlier_distance
    from screened
    where is_repeated
)

select * from final
