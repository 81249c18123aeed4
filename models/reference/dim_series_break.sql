with final as (
    {{ seed_and_landing('series_breaks') }}
)

select * from final
