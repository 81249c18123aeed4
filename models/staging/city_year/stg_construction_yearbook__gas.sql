with figures as (
    select * from {{ ref('construction_yearbook__gas') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'construction_yearbook',
        'construction_yearbook__gas',
        [
            'gas_coverage_rate',
        ]
    ) }}
)

select * from final
