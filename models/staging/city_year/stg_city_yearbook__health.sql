with figures as (
    select * from {{ ref('city_yearbook__health') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__health',
        [
            'hospital_beds',
            'doctors',
        ]
    ) }}
)

select * from final
