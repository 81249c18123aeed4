with figures as (
    select * from {{ ref('city_yearbook__patents') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__patents',
        [
            'patents_granted',
            'invention_patents_granted',
        ]
    ) }}
)

select * from final
