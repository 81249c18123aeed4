with figures as (
    select * from {{ ref('city_yearbook__population_land') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__population_land',
        [
            'resident_population',
            'urban_resident_population',
            'registered_population',
            'land_area',
        ]
    ) }}
)

select * from final
