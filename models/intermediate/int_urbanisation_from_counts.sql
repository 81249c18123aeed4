with assessed as (
    select * from {{ ref('int_assessed_value') }}
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
    from assessed as urban
    inner join assessed as resident
        on urban.city_id = resident.city_id
        and urban.source_id = resident.source_id
        and urban.year = resident.year
    where
        urban.variable_id = 'urban_resident_population'
        and resident.variable_id = 'resident_population'
        and urban.usable_value is not null
        and resident.usable_value > 0
)

select * from final
