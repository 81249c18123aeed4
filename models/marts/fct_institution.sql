with clusters as (
    select * from {{ ref('clusters') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

plans as (
    select * from {{ ref('plans') }}
),

bodies as (
    select * from {{ ref('coordination_bodies') }}
),

years as (
    select distinct year from panel_years
),

cluster_years as (
    select
        clusters.cluster_id,
        years.year
    from clusters
    cross join years
),

plans_in_force as (
    select
        cluster_years.cluster_id,
        cluster_years.year,
        count(case when plans.other_source is null then plans.plan_id end) as n_plans,
        count(plans.plan_id) as n_plans_with_others,
        min(case when plans.other_source is null then plans.year end)
            as plan_since_year,
        max(
            case
                when plans.level = 'national' and plans.other_source is null then 1
                else 0
            end
        ) = 1 as has_national_plan,
        max(case when plans.level = 'national' then 1 else 0 end) = 1
            as has_national_plan_with_others
    from cluster_years
    left join plans
        on cluster_years.cluster_id = plans.cluster_id
        and cluster_years.year >= plans.year
    group by cluster_years.cluster_id, cluster_years.year
),

in_place as (
    select
        cluster_years.cluster_id,
        cluster_years.year,
        bodies.body_id,
        bodies.since_year,
        bodies.level,
        bodies.other_source is null as is_in_paper,
        coalesce(cluster_years.year >= bodies.since_year, false) as is_in_place
    from cluster_years
    left join bodies
        on cluster_years.cluster_id = bodies.cluster_id
),

-- A body whose first year is not known counts in no year, and is counted apart.
bodies_in_place as (
    select
        cluster_id,
        year,
        count(case when is_in_paper and is_in_place then 1 end) as n_bodies,
        count(case when is_in_place then 1 end) as n_bodies_with_others,
        min(case when is_in_paper and is_in_place then since_year end)
            as body_since_year,
        count(
            case when is_in_paper and is_in_place and level = 'provincial' then 1 end
        ) > 0 as has_provincial_body,
        count(case when is_in_place and level = 'provincial' then 1 end) > 0
            as has_provincial_body_with_others,
        count(case when is_in_paper then body_id end)
        - count(case when is_in_paper then since_year end) as n_bodies_undated
    from in_place
    group by cluster_id, year
),

final as (
    select
        cluster_years.cluster_id,
        cluster_years.year,
        case
            when plans_in_force.has_national_plan then 'national'
            when plans_in_force.n_plans > 0 then 'provincial'
        end as highest_plan_level,
        case
            when bodies_in_place.has_provincial_body then 'provincial'
            when bodies_in_place.n_bodies > 0 then 'city'
        end as highest_body_level,
        case
            when plans_in_force.has_national_plan_with_others then 'national'
            when plans_in_force.n_plans_with_others > 0 then 'provincial'
        end as highest_plan_level_with_others,
        case
            when bodies_in_place.has_provincial_body_with_others then 'provincial'
            when bodies_in_place.n_bodies_with_others > 0 then 'city'
        end as highest_body_level_with_others,
        plans_in_force.n_plans,
        bodies_in_place.n_bodies,
        bodies_in_place.n_bodies_undated,
        plans_in_force.plan_since_year,
        bodies_in_place.body_since_year,
        plans_in_force.n_plans > 0 as has_plan,
        bodies_in_place.n_bodies > 0 as has_body
    from cluster_years
    inner join plans_in_force
        on cluster_years.cluster_id = plans_in_force.cluster_id
        and cluster_years.year = plans_in_force.year
    inner join bodies_in_place
        on cluster_years.cluster_id = bodies_in_place.cluster_id
        and cluster_years.year = bodies_in_place.year
)

select * from final
