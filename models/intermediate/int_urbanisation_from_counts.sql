with counting_sources as (
    select distinct source_id
    from {{ ref('int_published_combination') }}
    where variable_id = 'urban_resident_population'
),

urban as (
    select * from {{ ref('int_assessed_value') }}
    where variable_id = 'urban_resident_population'
),

resident as (
    select assessed.*
    from {{ ref('int_assessed_value') }} as assessed
    inner join counting_sources
        on assessed.source_id = counting_sources.source_id
    where assessed.variable_id = 'resident_population'
),

-- Both counts of one publication: urban and resident population on one basis.
final as (
    select
        urban.city_id,
        'urbanisation_rate' as variable_id,
        urban.source_id,
        urban.seed_name,
        urban.year,
        urban.usable_value as urban_resident_population,
        resident.usable_value as resident_population,
        urban.usable_value / nullif(resident.usable_value, 0) * 100 as value
    from urban
    inner join resident
        on urban.city_id = resident.city_id
        and urban.source_id = resident.source_id
        and urban.year = resident.year
    where
        urban.usable_value is not null
        and resident.usable_value > 0
)

select * from final
