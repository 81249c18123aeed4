with figures as (
    select * from {{ ref('bureau_population__population') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'bureau_population',
        'bureau_population__population',
        [
            'resident_population',
        ]
    ) }}
)

select * from final
