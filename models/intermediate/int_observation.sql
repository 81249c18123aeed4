{{ config(materialized="table") }}

with selected as (
    select * from {{ ref('int_selected_value') }}
),

interpolated as (
    select * from {{ ref('int_interpolated_value') }}
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

-- Between censuses, where no rate is published, the rate of the interpolated counts.
interpolated_urbanisation as (
    select
        urban.city_id,
        'urbanisation_rate' as variable_id,
        urban.source_id,
        urban.seed_name,
        'interpolated' as status,
        urban.year,
        urban.value / nullif(resident.value, 0) * 100 as value,
        null as published_value,
        urban.interpolated_from_year,
        urban.interpolated_to_year
    from observed as urban
    inner join observed as resident
        on urban.city_id = resident.city_id
        and urban.year = resident.year
    left join selected as published_rate
        on urban.city_id = published_rate.city_id
        and urban.year = published_rate.year
        and published_rate.variable_id = 'urbanisation_rate'
    where
        urban.variable_id = 'urban_resident_population'
        and urban.status = 'interpolated'
        and resident.variable_id = 'resident_population'
        and resident.value > 0
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
