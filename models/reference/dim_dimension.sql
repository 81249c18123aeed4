with final as (
    {{ seed_and_landing('dimensions', is_landed=true) }}
)

select * from final
