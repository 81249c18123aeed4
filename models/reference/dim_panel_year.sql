with final as (
    {{ seed_and_landing('panel_years') }}
)

select * from final
