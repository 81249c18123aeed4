with figures as (
    select * from {{ ref('aqli__pm25') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'aqli',
        'aqli__pm25',
        [
            'pm25_satellite',
        ]
    ) }}
)

select * from final
