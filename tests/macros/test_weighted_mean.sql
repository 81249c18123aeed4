-- Fails with the groups whose mean is not the one worked out by hand.
with cases (case_name, value, weight, expected, expected_equal) as (
    values
    ('ordinary', 1.0, 2.0, 2.0, 2.5),
    ('ordinary', 4.0, 1.0, 2.0, 2.5),
    ('null_left_out', 3.0, 1.0, 3.0, 3.0),
    ('null_left_out', null, 5.0, 3.0, 3.0),
    ('no_value', null, 1.0, null, null),
    ('no_weight', 3.0, 0.0, null, 3.0)
),

typed as (
    select
        case_name,
        cast(value as {{ dbt.type_float() }}) as value,
        cast(weight as {{ dbt.type_float() }}) as weight,
        expected,
        expected_equal
    from cases
),

computed as (
    select
        case_name,
        max(expected) as expected,
        max(expected_equal) as expected_equal,
        {{ weighted_mean('value', 'weight') }} as weighted,
        {{ weighted_mean('value') }} as equal_weights
    from typed
    group by case_name
)

select *
from computed
where
    coalesce(abs(weighted - expected) > 1e-12, false)
    or coalesce(abs(equal_weights - expected_equal) > 1e-12, false)
    or (weighted is null) <> (expected is null)
    or (equal_weights is null) <> (expected_equal is null)
