with final as (
    {{ seed_and_landing('cluster_members') }}
)

select * from final
