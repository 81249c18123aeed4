with figures as (
    select * from {{ ref('city_yearbook__public_finance') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__public_finance',
        [
            'fiscal_revenue',
            'fiscal_expenditure',
            'fiscal_expenditure_science',
            'fiscal_expenditure_education',
        ]
    ) }}
)

select * from final
