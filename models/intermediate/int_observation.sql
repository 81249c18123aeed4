with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

chosen as (
    select * from {{ ref('int_chosen_value') }}
),

variables as (
    select * from {{ ref('variables') }}
),

years as (
    select distinct year from {{ ref('int_published_combination') }}
),

-- Each known year and the next one.
pairs as (
    select
        known.city_id,
        known.variable_id,
        known.source_id,
        known.seed_name,
        known.year as year_1,
        known.value as value_1,
        known.counted_residents as residents_1,
        lead(known.source_id) over by_year as source_id_2,
        lead(known.year) over by_year as year_2,
        lead(known.value) over by_year as value_2,
        lead(known.counted_residents) over by_year as residents_2
    from chosen as known
    inner join variables
        on known.variable_id = variables.variable_id
    where variables.fill_rule = 'linear'
    window by_year as (
        partition by known.city_id, known.variable_id
        order by known.year
    )
),

-- Nothing is extrapolated.
interpolated as (
    select
        pairs.*,
        years.year,
        {{ linear_fill(
            'years.year', 'pairs.year_1', 'pairs.value_1', 'pairs.year_2', 'pairs.value_2'
        ) }} as value,
        case when pairs.source_id = pairs.source_id_2 then {{ linear_fill(
            'years.year',
            'pairs.year_1', 'pairs.residents_1', 'pairs.year_2', 'pairs.residents_2'
        ) }} end as residents
    from pairs
    inner join years
        on pairs.year_1 < years.year
        and pairs.year_2 > years.year
    where pairs.year_2 > pairs.year_1 + 1
),

-- Between censuses, where no rate is published: interpolated urban over interpolated
-- resident population, both from the two censuses, so that they share one basis.
rates as (
    select
        urban.*,
        urban.value / nullif(urban.residents, 0) * 100 as urbanisation_rate
    from interpolated as urban
    left join chosen as published_rate
        on urban.city_id = published_rate.city_id
        and urban.year = published_rate.year
        and published_rate.variable_id = 'urbanisation_rate'
    where
        urban.variable_id = 'urban_resident_population'
        and urban.residents is not null
        and published_rate.city_id is null
),

filled as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        year,
        value,
        year_1,
        year_2
    from interpolated
    union all
    select
        city_id,
        'urbanisation_rate' as variable_id,
        source_id,
        seed_name,
        year,
        urbanisation_rate as value,
        year_1,
        year_2
    from rates
),

-- Most variables stand in one publication alone: nothing is to be chosen.
final as (
    select
        city_id,
        variable_id,
        source_id,
        year,
        seed_name,
        status,
        value,
        published_value,
        is_other_boundary,
        is_doubted,
        is_confirmed,
        cast(null as integer) as interpolated_from_year,
        cast(null as integer) as interpolated_to_year
    from chosen
    where {{ years_read('year') }}
    union all
    select
        city_id,
        variable_id,
        source_id,
        year,
        seed_name,
        assessment as status,
        usable_value as value,
        published_value,
        is_other_boundary,
        is_doubted,
        false as is_confirmed,
        cast(null as integer) as interpolated_from_year,
        cast(null as integer) as interpolated_to_year
    from assessed
    where not needs_choice and usable_value is not null
    union all
    select
        city_id,
        variable_id,
        source_id,
        year,
        seed_name,
        'interpolated' as status,
        value,
        cast(null as {{ dbt.type_float() }}) as published_value,
        false as is_other_boundary,
        false as is_doubted,
        false as is_confirmed,
        year_1 as interpolated_from_year,
        year_2 as interpolated_to_year
    from filled
)

select * from final
