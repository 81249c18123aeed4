-- Fails with the cases whose effects are not those worked out by hand.
with cases (
    case_name, k_0, r_0, f_0, k_1, r_1, f_1, expected_k, expected_r, expected_f
) as (
    values
    -- 2 (2 x 3 + 3 + 2 x 6 + 6) / 6 = 9
    ('two_factors_change', 2.0, 3.0, 1.0, 4.0, 3.0, 2.0, 9.0, 0.0, 9.0),
    -- from nothing: a third each
    ('from_zero', 0.0, 0.0, 0.0, 2.0, 3.0, 1.0, 2.0, 2.0, 2.0),
    ('one_factor_is_zero', 2.0, 3.0, 0.0, 2.0, 3.0, 1.0, 0.0, 0.0, 6.0),
    ('a_zero_that_stays', 2.0, 3.0, 0.0, 4.0, 3.0, 0.0, 0.0, 0.0, 0.0),
    ('no_change', 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 0.0, 0.0, 0.0),
    -- all three double: 7 (abc), a third each
    ('all_double', 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.3333333333333335,
    2.3333333333333335, 2.3333333333333335),
    ('null_factor', null, 3.0, 1.0, 2.0, 3.0, 1.0, null, null, null)
),

earlier as (
    select
        case_name,
        cast(k_0 as {{ dbt.type_float() }}) as k,
        cast(r_0 as {{ dbt.type_float() }}) as r,
        cast(f_0 as {{ dbt.type_float() }}) as f
    from cases
),

later as (
    select
        case_name,
        expected_k,
        expected_r,
        expected_f,
        cast(k_1 as {{ dbt.type_float() }}) as k,
        cast(r_1 as {{ dbt.type_float() }}) as r,
        cast(f_1 as {{ dbt.type_float() }}) as f
    from cases
),

computed as (
    select
        later.*,
        {{ shapley_effect('k', 'r', 'f', 'earlier', 'later') }} as k_effect,
        {{ shapley_effect('r', 'k', 'f', 'earlier', 'later') }} as r_effect,
        {{ shapley_effect('f', 'k', 'r', 'earlier', 'later') }} as f_effect
    from later
    inner join earlier
        on later.case_name = earlier.case_name
)

select *
from computed
where
    coalesce(abs(k_effect - expected_k) > 1e-12, false)
    or coalesce(abs(r_effect - expected_r) > 1e-12, false)
    or coalesce(abs(f_effect - expected_f) > 1e-12, false)
    or (k_effect is null) <> (expected_k is null)
    or (f_effect is null) <> (expected_f is null)
