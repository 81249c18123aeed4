with final as (
    {{ figures_of_seeds() }}
)

select * from final
