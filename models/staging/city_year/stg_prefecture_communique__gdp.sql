with figures as (
    select * from {{ ref('prefecture_communique__gdp') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'prefecture_communique',
        'prefecture_communique__gdp',
        [
            'gdp',
            'gdp_per_capita',
        ]
    ) }}
)

select * from final
