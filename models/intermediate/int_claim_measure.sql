with facts as (
    select * from {{ ref('stg_published_claim_facts') }}
),

levels as (
    select * from {{ ref('int_claim_level') }}
),

periods as (
    select distinct
        from_year,
        year
    from facts
    where from_year is not null
),

pairs as (
    select distinct
        cluster_id,
        other_cluster_id
    from facts
    where other_cluster_id is not null
),

changes as (
    select
        later.scenario_id,
        later.measure,
        later.cluster_id,
        later.dimension_id,
        periods.from_year,
        periods.year,
        earlier.value as value_before,
        case later.measure
            when 'between_cluster_cv' then earlier.value - later.value
            else later.value - earlier.value
        end as value
    from periods
    inner join levels as later
        on periods.year = later.year
    inner join levels as earlier
        on periods.from_year = earlier.year
        and later.scenario_id = earlier.scenario_id
        and later.measure = earlier.measure
        and later.cluster_id = earlier.cluster_id
        and later.dimension_id = earlier.dimension_id
),

measures as (
    select
        scenario_id,
        measure,
        cluster_id,
        '' as other_cluster_id,
        dimension_id,
        0 as from_year,
        year,
        value
    from levels
    union all
    select
        scenario_id,
        case measure
            when 'integration_index' then 'index_change'
            when 'dimension_score' then 'dimension_gain'
            when 'total_score' then 'total_gain'
            when 'between_cluster_cv' then 'between_cluster_cv_fall'
        end as measure,
        cluster_id,
        '' as other_cluster_id,
        dimension_id,
        from_year,
        year,
        value
    from changes
    union all
    select
        scenario_id,
        case measure
            when 'dimension_score' then 'dimension_relative_gain'
            when 'between_cluster_cv' then 'between_cluster_cv_relative_fall'
        end as measure,
        cluster_id,
        '' as other_cluster_id,
        dimension_id,
        from_year,
        year,
        value / nullif(value_before, 0) as value
    from changes
    where measure in ('dimension_score', 'between_cluster_cv')
    union all
    select
        ahead.scenario_id,
        'index_lead' as measure,
        ahead.cluster_id,
        behind.cluster_id as other_cluster_id,
        '' as dimension_id,
        0 as from_year,
        ahead.year,
        ahead.value - behind.value as value
    from pairs
    inner join levels as ahead
        on pairs.cluster_id = ahead.cluster_id
    inner join levels as behind
        on pairs.other_cluster_id = behind.cluster_id
        and ahead.scenario_id = behind.scenario_id
        and ahead.measure = behind.measure
        and ahead.year = behind.year
    where ahead.measure = 'integration_index'
),

-- Agglomerations are ranked within a dimension, dimensions within an agglomeration.
grouped as (
    select
        *,
        case measure when 'dimension_score' then dimension_id else cluster_id end
            as ranked_within
    from measures
),

final as (
    select
        scenario_id,
        measure,
        cluster_id,
        other_cluster_id,
        dimension_id,
        from_year,
        year,
        value,
        {{ noise_free_rank(
            'value', ['scenario_id', 'measure', 'from_year', 'year', 'ranked_within']
        ) }} as value_rank,
        count(*) over (
            partition by
                scenario_id,
                measure,
                from_year,
                year,
                ranked_within,
                {{ noise_free('value') }}
        ) as n_sharing_rank
    from grouped
)

select * from final
