with final as (
    select * from {{ ref('stg_series_breaks') }}
)

select * from final
