with seed as (
    select * from {{ ref('membership_schemes') }}
),

final as (
    select
        membership_scheme_id,
        scheme_en,
        scheme_zh,
        legal_basis,
        is_default
    from seed
)

select * from final
