with facts as (
    select
        *,
        measure like '%_rank' as is_rank,
        case measure
            when 'dimension_rank' then 'dimension_score'
            else replace(measure, '_rank', '')
        end as ranked_measure
    from {{ ref('stg_published_claim_facts') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
    where scenario_kind <> 'leave_one_out'
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

between_cluster_cvs as (
    select * from {{ ref('fct_between_cluster_cv') }}
),

members as (
    select distinct
        membership_scheme_id,
        cluster_id
    from {{ ref('stg_cluster_members') }}
),

paper_clusters as (
    select
        members.cluster_id,
        count(*) over () as n_clusters
    from scenarios
    inner join members
        on scenarios.membership_scheme_id = members.membership_scheme_id
    where scenarios.scenario_id = 'paper'
),

-- The claims are about the agglomerations of the paper, all of them and no others.
schemes as (
    select members.membership_scheme_id
    from members
    left join paper_clusters
        on members.cluster_id = paper_clusters.cluster_id
    group by members.membership_scheme_id
    having
        count(*) = count(paper_clusters.cluster_id)
        and count(*) = max(paper_clusters.n_clusters)
),

tested_scenarios as (
    select scenarios.scenario_id
    from scenarios
    inner join schemes
        on scenarios.membership_scheme_id = schemes.membership_scheme_id
),

levels as (
    select
        scenario_id,
        'integration_index' as measure,
        cluster_id,
        '' as dimension_id,
        year,
        integration_index as value
    from indexes
    union all
    select
        scenario_id,
        'dimension_score' as measure,
        cluster_id,
        dimension_id,
        year,
        dimension_score as value
    from dimension_scores
    union all
    select
        scenario_id,
        'total_score' as measure,
        '' as cluster_id,
        dimension_id,
        year,
        case when count(*) = count(dimension_score) then sum(dimension_score) end
            as value
    from dimension_scores
    group by scenario_id, dimension_id, year
    union all
    select
        scenario_id,
        'between_cluster_cv' as measure,
        '' as cluster_id,
        dimension_id,
        year,
        between_cluster_cv as value
    from between_cluster_cvs
),

scored_levels as (
    select levels.*
    from levels
    inner join tested_scenarios
        on levels.scenario_id = tested_scenarios.scenario_id
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
    inner join scored_levels as later
        on periods.year = later.year
    inner join scored_levels as earlier
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
    from scored_levels
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
    inner join scored_levels as ahead
        on pairs.cluster_id = ahead.cluster_id
    inner join scored_levels as behind
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

measured as (
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
),

compared as (
    select
        scenarios.scenario_id,
        facts.*,
        case
            when facts.is_rank then measured.value_rank
            else measured.value
        end as actual_value,
        case
            when facts.is_rank and measured.value is not null
                then measured.n_sharing_rank
        end as n_sharing_rank
    from scenarios
    cross join facts
    left join measured
        on scenarios.scenario_id = measured.scenario_id
        and facts.ranked_measure = measured.measure
        and coalesce(facts.cluster_id, '') = measured.cluster_id
        and coalesce(facts.other_cluster_id, '') = measured.other_cluster_id
        and coalesce(facts.dimension_id, '') = measured.dimension_id
        and coalesce(facts.from_year, 0) = measured.from_year
        and facts.year = measured.year
),

final as (
    select
        scenario_id,
        fact_id,
        claim_id,
        wording,
        cluster_id,
        other_cluster_id,
        dimension_id,
        year,
        from_year,
        measure,
        comparison,
        expected_value,
        tolerance,
        cast(actual_value as {{ dbt.type_float() }}) as actual_value,
        n_sharing_rank,
        case comparison
            when 'above'
                then {{ noise_free('actual_value') }} > expected_value
            when 'equal'
                then {{ noise_free('actual_value') }} = expected_value
                    and coalesce(n_sharing_rank, 1) = 1
            when 'about'
                then {{ noise_free('abs(actual_value - expected_value)') }}
                    <= tolerance
        end as is_met
    from compared
)

select * from final
