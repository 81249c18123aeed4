with figures as (
    select * from {{ ref('patent_counts__patents') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'patent_counts',
        'patent_counts__patents',
        [
            'patents_granted',
        ]
    ) }}
)

select * from final
