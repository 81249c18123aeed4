with final as (
    {{ landed_values() }}
)

select * from final
