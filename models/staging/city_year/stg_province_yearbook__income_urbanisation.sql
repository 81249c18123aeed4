with figures as (
    select * from {{ ref('province_yearbook__income_urbanisation') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'province_yearbook',
        'province_yearbook__income_urbanisation',
        [
            'urban_disposable_income',
            'rural_disposable_income',
            'urbanisation_rate',
        ]
    ) }}
)

select * from final
