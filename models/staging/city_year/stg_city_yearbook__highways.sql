with figures as (
    select * from {{ ref('city_yearbook__highways') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__highways',
        [
            'highway_length',
            'expressway_length',
        ]
    ) }}
)

select * from final
