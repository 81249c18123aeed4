with members as (
    select * from {{ ref('int_cluster_member') }}
),

counted as (
    select
        membership_scheme_id,
        cluster_id,
        count(*) as n_members
    from members
    group by membership_scheme_id, cluster_id
),

totals as (
    select
        membership_scheme_id,
        sum(n_members) as n_members_total
    from counted
    group by membership_scheme_id
),

final as (
    select
        counted.membership_scheme_id,
        counted.cluster_id,
        counted.n_members,
        {{ size_adjustment('counted.n_members', 'totals.n_members_total') }}
            as size_adjustment
    from counted
    inner join totals
        on counted.membership_scheme_id = totals.membership_scheme_id
)

select * from final
