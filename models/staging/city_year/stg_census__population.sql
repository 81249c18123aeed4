with figures as (
    select * from {{ ref('census__population') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'census',
        'census__population',
        [
            'resident_population',
            'urban_resident_population',
        ]
    ) }}
)

select * from final
