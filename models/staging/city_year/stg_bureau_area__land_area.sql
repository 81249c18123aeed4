with figures as (
    select * from {{ ref('bureau_area__land_area') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'bureau_area',
        'bureau_area__land_area',
        [
            'land_area',
        ]
    ) }}
)

select * from final
