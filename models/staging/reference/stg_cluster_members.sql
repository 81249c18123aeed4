with rows_of_files as (
    {{ seed_and_landing('cluster_members') }}
),

final as (
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        is_whole_city,
        extent_note
    from rows_of_files
)

select * from final
