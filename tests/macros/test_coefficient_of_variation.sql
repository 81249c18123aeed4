-- Fails with the groups whose CV is not the one worked out by hand.
with cases (case_name, value, expected_population, expected_sample) as (
    values
    -- mean 2, population sd 1, sample sd sqrt(2)
    ('ordinary', 1.0, 0.5, 0.7071067811865476),
    ('ordinary', 3.0, 0.5, 0.7071067811865476),
    -- mean -2: the CV is positive
    ('negative_mean', -1.0, 0.5, 0.7071067811865476),
    ('negative_mean', -3.0, 0.5, 0.7071067811865476),
    -- a null is left out
    ('with_null', 1.0, 0.5, 0.7071067811865476),
    ('with_null', 3.0, 0.5, 0.7071067811865476),
    ('with_null', null, 0.5, 0.7071067811865476),
    -- no city has a high-speed line: no difference
    ('all_zero', 0.0, 0.0, 0.0),
    ('all_zero', 0.0, 0.0, 0.0),
    -- 0.1 three times has a computed sd of 1e-17
    ('all_equal', 0.1, 0.0, 0.0),
    ('all_equal', 0.1, 0.0, 0.0),
    ('all_equal', 0.1, 0.0, 0.0),
    ('one_value', 5.0, 0.0, null),
    -- 0.1 + 0.2 is not 0.3 to the last bit
    ('equal_but_for_rounding', 0.30000000000000004, 0.0, 0.0),
    ('equal_but_for_rounding', 0.3, 0.0, 0.0),
    -- one city has all: sqrt(n - 1), the largest there is
    ('one_has_all', 0.0, 1.4142135623730951, 1.7320508075688772),
    ('one_has_all', 0.0, 1.4142135623730951, 1.7320508075688772),
    ('one_has_all', 9.0, 1.4142135623730951, 1.7320508075688772),
    -- mean 0 with a spread: undefined
    ('zero_mean', -1.0, null, null),
    ('zero_mean', 1.0, null, null),
    -- mean 0.001, sd 1: no ratio scale, not a CV of 1000
    ('both_signs', -0.999, null, null),
    ('both_signs', 1.001, null, null),
    ('one_sign_and_zero', -2.0, 1.0, 1.4142135623730951),
    ('one_sign_and_zero', 0.0, 1.0, 1.4142135623730951),
    ('no_value', null, null, null)
),

computed as (
    select
        case_name,
        max(expected_population) as expected_population,
        max(expected_sample) as expected_sample,
        {{ coefficient_of_variation('value', sd='population') }} as cv_population,
        {{ coefficient_of_variation('value', sd='sample') }} as cv_sample
    from (
        select
            case_name,
            cast(value as {{ dbt.type_float() }}) as value,
            expected_population,
            expected_sample
        from cases
    ) as typed
    group by case_name
)

select *
from computed
where
    coalesce(abs(cv_population - expected_population) > 1e-12, false)
    or (cv_population is null) <> (expected_population is null)
    or coalesce(abs(cv_sample - expected_sample) > 1e-12, false)
    or (cv_sample is null) <> (expected_sample is null)
    or (case_name in ('all_zero', 'all_equal', 'equal_but_for_rounding') and cv_population <> 0)
