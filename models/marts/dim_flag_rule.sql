with final as (
    select * from {{ ref('stg_flag_rules') }}
)

select * from final
