with figures as (
    select * from {{ ref('city_yearbook__environment') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__environment',
        [
            'industrial_solid_waste_utilisation_rate',
            'household_waste_treatment_rate',
            'pm25_monitored',
        ]
    ) }}
)

select * from final
