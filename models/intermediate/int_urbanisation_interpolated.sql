with selected as (
    select * from {{ ref('int_selected_value') }}
),

interpolated as (
    select * from {{ ref('int_interpolated_value') }}
),

counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

-- Between censuses, where no rate is published: interpolated urban over interpolated
-- resident population, both from the two censuses, so that they share one basis.
final as (
    select
        urban.city_id,
        'urbanisation_rate' as variable_id,
        urban.source_id,
        urban.seed_name,
        urban.year,
        urban.value / nullif(
            {{ linear_fill(
                'urban.year',
                'urban.interpolated_from_year', 'counts_before.resident_population',
                'urban.interpolated_to_year', 'counts_after.resident_population'
            ) }},
            0
        ) * 100 as value,
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
)

select * from final
