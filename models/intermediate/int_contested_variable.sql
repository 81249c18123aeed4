with published as (
    select * from {{ ref('int_published_value') }}
),

urbanisation_from_counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

final as (
    select variable_id
    from published
    group by variable_id
    having min(source_id) <> max(source_id)
    union
    select variable_id from urbanisation_from_counts
)

select * from final
