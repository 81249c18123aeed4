with clusters as (
    select * from {{ ref('stg_clusters') }}
),

panel_years as (
    select * from {{ ref('stg_panel_years') }}
),

plans as (
    select * from {{ ref('stg_plans') }}
),

bodies as (
    select * from {{ ref('stg_coordination_bodies') }}
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
        count(plans.plan_id) as n_plans,
        min(plans.year) as plan_since_year,
        max(case when plans.level = 'national' then 1 else 0 end) = 1
            as has_national_plan
    from cluster_years
    left join plans
        on cluster_years.cluster_id = plans.cluster_id
        and cluster_years.year >= plans.year
    group by cluster_years.cluster_id, cluster_years.year
),

-- A body whose first year is not known counts in no year, and is counted apart.
bodies_in_place as (
    select
        cluster_years.cluster_id,
        cluster_years.year,
        count(case when cluster_years.year >= bodies.since_year then 1 end) as n_bodies,
        min(
            case when cluster_years.year >= bodies.since_year then bodies.since_year end
        ) as body_since_year,
        max(
            case
                when cluster_years.year >= bodies.since_year
                    and bodies.level = 'provincial' then 1
                else 0
            end
        ) = 1 as has_provincial_body,
        count(bodies.body_id) - count(bodies.since_year) as n_bodies_undated
    from cluster_years
    left join bodies
        on cluster_years.cluster_id = bodies.cluster_id
    group by cluster_years.cluster_id, cluster_years.year
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
