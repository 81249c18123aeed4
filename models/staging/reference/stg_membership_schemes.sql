with rows_of_files as (
    {{ seed_and_landing('membership_schemes') }}
),

final as (
    select
        membership_scheme_id,
        scheme_en,
        scheme_zh,
        legal_basis,
        is_default
    from rows_of_files
)

select * from final
