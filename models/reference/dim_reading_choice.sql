with final as (
    select * from {{ ref('reading_choices') }}
)

select * from final
