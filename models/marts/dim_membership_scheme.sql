with final as (
    select * from {{ ref('stg_membership_schemes') }}
)

select * from final
