with indexes as (
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

all_scenarios as (
    select * from {{ ref('int_scenario') }}
),

paper_clusters as (
    select
        members.cluster_id,
        count(*) over () as n_clusters
    from all_scenarios
    inner join members
        on all_scenarios.membership_scheme_id = members.membership_scheme_id
    where all_scenarios.scenario_id = 'paper'
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

scenarios as (
    select all_scenarios.scenario_id
    from all_scenarios
    inner join schemes
        on all_scenarios.membership_scheme_id = schemes.membership_scheme_id
    where all_scenarios.scenario_kind <> 'leave_one_out'
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

final as (
    select levels.*
    from levels
    inner join scenarios
        on levels.scenario_id = scenarios.scenario_id
)

select * from final
