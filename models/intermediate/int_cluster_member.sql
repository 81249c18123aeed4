with members as (
    select * from {{ ref('cluster_members') }}
),

scenarios as (
    select * from {{ ref('ref_scenario') }}
),

paper as (
    select membership_scheme_id
    from scenarios
    where scenario_id = 'paper'
),

-- The paper's reading without a city has a membership scheme of its own, in which the
-- other agglomerations are as they were.
without_city as (
    select
        scenarios.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        case members.cluster_id
            when left_out.cluster_id then scenarios.membership_scheme_id
            else paper.membership_scheme_id
        end as same_as_in_scheme_id
    from paper
    inner join members
        on paper.membership_scheme_id = members.membership_scheme_id
    inner join scenarios
        on members.city_id <> scenarios.left_out_id
    inner join members as left_out
        on paper.membership_scheme_id = left_out.membership_scheme_id
        and scenarios.left_out_id = left_out.city_id
    where scenarios.left_out_kind = 'city'
),

all_members as (
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        membership_scheme_id as same_as_in_scheme_id,
        true as is_named
    from members
    union all
    select
        membership_scheme_id,
        cluster_id,
        city_id,
        same_as_in_scheme_id,
        false as is_named
    from without_city
),

final as (
    select
        *,
        cast(dense_rank() over (order by city_id) as integer) as city_number
    from all_members
)

select * from final
