{{ config(materialized="table") }}

with selected as (
    select * from {{ ref('int_selected_value') }}
),

interpolated as (
    select * from {{ ref('int_interpolated_value') }}
),

counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

variables as (
    select * from {{ ref('stg_variables') }}
),

observed as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        status,
        year,
        value,
        published_value,
        cast(null as integer) as interpolated_from_year,
        cast(null as integer) as interpolated_to_year
    from selected
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'interpolated' as status,
        year,
        value,
        null as published_value,
        interpolated_from_year,
        interpolated_to_year
    from interpolated
),

-- Between censuses, where no rate is published: interpolated urban over interpolated
-- resident population, both from the two censuses, so that they share one basis.
interpolated_urbanisation as (
    select
        urban.city_id,
        'urbanisation_rate' as variable_id,
        urban.source_id,
        urban.seed_name,
        'interpolated' as status,
        urban.year,
        urban.value / nullif(
            {{ linear_fill(
                'urban.year',
                'urban.interpolated_from_year', 'counts_before.resident_population',
                'urban.interpolated_to_year', 'counts_after.resident_population'
            ) }},
            0
        ) * 100 as value,
        null as published_value,
        urban.interpolated_from_year,
        urban.interpolated_to_year
    from interpolated as urban
    inner join counts as counts_before
        on urban.city_id = counts_before.city_id
        and urban.source_id = counts_before.source_id
        and urban.interpolated_from_year = counts_before.year
    inner join counts as counts_after
        on urban.city_id = counts_after.city_id
        and urban.source_id = counts_after.source_id
        and urban.interpolated_to_year = counts_after.year
    left join selected as published_rate
        on urban.city_id = published_rate.city_id
        and urban.year = published_rate.year
        and published_rate.variable_id = 'urbanisation_rate'
    where
        urban.variable_id = 'urban_resident_population'
        and published_rate.city_id is null
),

combined as (
    select * from observed
    union all
    select * from interpolated_urbanisation
),

final as (
    select
        combined.city_id,
        combined.variable_id,
        combined.source_id,
        combined.seed_name,
        combined.status,
        variables.unit,
        combined.year,
        combined.value,
        combined.published_value,
        combined.interpolated_from_year,
        combined.interpolated_to_year
    from combined
    inner join variables
        on combined.variable_id = variables.variable_id
)

select * from final
