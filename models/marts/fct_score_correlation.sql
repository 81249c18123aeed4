with items as (
    select * from {{ ref('fct_score_item') }}
),

final as (
    select
        one.item_kind,
        one.item_id,
        other.item_id as other_item_id,
        count(*) as n_cells,
        corr(one.score, other.score) as score_correlation,
        corr(one.score_without_size, other.score_without_size)
            as correlation_without_size
    from items as one
    inner join items as other
        on one.item_kind = other.item_kind
        and one.cluster_id = other.cluster_id
        and one.year = other.year
        and one.item_id <> other.item_id
    group by one.item_kind, one.item_id, other.item_id
)

select * from final
