with figures as (
    select * from {{ ref('pm25_grid_mean__pm25') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'pm25_grid_mean',
        'pm25_grid_mean__pm25',
        [
            'pm25_satellite_area_mean',
        ]
    ) }}
)

select * from final
