with members as (
    select * from {{ ref('stg_cluster_members') }}
),

schemes as (
    select * from {{ ref('stg_membership_schemes') }}
),

final as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        schemes.scheme_en,
        schemes.scheme_zh,
        members.extent_note,
        members.is_whole_city,
        schemes.is_default as is_default_scheme
    from members
    inner join schemes
        on members.membership_scheme_id = schemes.membership_scheme_id
)

select * from final
