with facts as (
    select
        fact_id,
        claim_id,
        coalesce(cluster_id, '') as cluster_id,
        other_cluster_id,
        coalesce(dimension_id, '') as dimension_id,
        year,
        from_year,
        measure like '%_rank' as is_rank,
        case measure
            when 'dimension_rank' then 'dimension_score'
            else replace(measure, '_rank', '')
        end as measure
    from {{ ref('published_claim_facts') }}
    where wording = 'counted'
),

clusters as (
    select distinct members.cluster_id
    from {{ ref('cluster_members') }} as members
    inner join {{ ref('dim_scenario') }} as scenarios
        on members.membership_scheme_id = scenarios.membership_scheme_id
    where scenarios.scenario_id = 'paper'
),

dimensions as (
    select dimension_id from {{ ref('dimensions') }}
    where not is_landed
),

-- A measure is a sum of levels with signs: of its year, and of the year before.
measures as (
    select listed_measures.*
    from (
        values
        ('integration_index', 'integration_index', 1, 0),
        ('index_lead', 'integration_index', 1, 0),
        ('index_change', 'integration_index', 1, -1),
        ('dimension_score', 'dimension_score', 1, 0),
        ('dimension_gain', 'dimension_score', 1, -1),
        ('total_score', 'total_score', 1, 0),
        ('total_gain', 'total_score', 1, -1),
        ('between_cluster_cv', 'between_cluster_cv', 1, 0),
        ('between_cluster_cv_fall', 'between_cluster_cv', -1, 1)
    ) as listed_measures (measure, level_measure, year_sign, from_year_sign)
),

-- Agglomerations are ranked within a dimension, dimensions within an agglomeration.
peers as (
    select
        facts.fact_id,
        clusters.cluster_id,
        facts.dimension_id
    from facts
    inner join clusters
        on facts.cluster_id <> clusters.cluster_id
    where facts.is_rank and facts.measure = 'dimension_score'
    union all
    select
        facts.fact_id,
        facts.cluster_id,
        dimensions.dimension_id
    from facts
    inner join dimensions
        on facts.dimension_id <> dimensions.dimension_id
    where facts.is_rank and facts.measure <> 'dimension_score'
),

-- Compared is the measure itself, and with each peer the peer's minus it.
compared as (
    select
        fact_id,
        '' as peer_id,
        cluster_id,
        dimension_id,
        1 as compared_sign
    from facts
    union all
    select
        fact_id,
        '' as peer_id,
        other_cluster_id as cluster_id,
        dimension_id,
        -1 as compared_sign
    from facts
    where other_cluster_id is not null
    union all
    select
        fact_id,
        cluster_id || '.' || dimension_id as peer_id,
        cluster_id,
        dimension_id,
        1 as compared_sign
    from peers
    union all
    select
        peers.fact_id,
        peers.cluster_id || '.' || peers.dimension_id as peer_id,
        facts.cluster_id,
        facts.dimension_id,
        -1 as compared_sign
    from peers
    inner join facts
        on peers.fact_id = facts.fact_id
),

dated as (
    select
        facts.fact_id,
        facts.claim_id,
        compared.peer_id,
        measures.level_measure,
        compared.cluster_id,
        compared.dimension_id,
        facts.year,
        compared.compared_sign * measures.year_sign as term_sign
    from facts
    inner join measures
        on facts.measure = measures.measure
    inner join compared
        on facts.fact_id = compared.fact_id
    union all
    select
        facts.fact_id,
        facts.claim_id,
        compared.peer_id,
        measures.level_measure,
        compared.cluster_id,
        compared.dimension_id,
        facts.from_year as year,
        compared.compared_sign * measures.from_year_sign as term_sign
    from facts
    inner join measures
        on facts.measure = measures.measure
    inner join compared
        on facts.fact_id = compared.fact_id
    where measures.from_year_sign <> 0
),

final as (
    select
        fact_id,
        claim_id,
        peer_id,
        level_measure,
        cluster_id,
        dimension_id,
        year,
        term_sign,
        count(*) over (partition by fact_id, peer_id) as n_terms
    from dated
)

select * from final
