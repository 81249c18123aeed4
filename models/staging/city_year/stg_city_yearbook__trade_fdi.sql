with figures as (
    select * from {{ ref('city_yearbook__trade_fdi') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__trade_fdi',
        [
            'fdi_utilised',
            'exports_yuan',
            'exports_usd',
            'imports_yuan',
            'imports_usd',
        ]
    ) }}
)

select * from final
