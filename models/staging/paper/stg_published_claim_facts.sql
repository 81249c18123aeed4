with seed as (
    select * from {{ ref('published_claim_facts') }}
),

final as (
    select
        fact_id,
        claim_id,
        wording,
        measure,
        cluster_id,
        other_cluster_id,
        dimension_id,
        from_year,
        year,
        comparison,
        expected_value,
        tolerance
    from seed
)

select * from final
