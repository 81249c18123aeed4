with figures as (
    select * from {{ ref('bureau_urbanisation__urbanisation') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'bureau_urbanisation',
        'bureau_urbanisation__urbanisation',
        [
            'urbanisation_rate',
        ]
    ) }}
)

select * from final
