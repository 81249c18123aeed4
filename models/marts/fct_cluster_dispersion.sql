with dispersion as (
    select * from {{ ref('int_cluster_dispersion') }}
),

membership_schemes as (
    select * from {{ ref('stg_membership_schemes') }}
),

final as (
    select dispersion.*
    from dispersion
    inner join membership_schemes
        on dispersion.membership_scheme_id = membership_schemes.membership_scheme_id
)

select * from final
