with figures as (
    select * from {{ ref('city_yearbook__economy') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__economy',
        [
            'gdp',
            'gdp_per_capita',
            'gdp_share_primary',
            'gdp_share_secondary',
            'gdp_share_tertiary',
            'average_wage',
        ]
    ) }}
)

select * from final
