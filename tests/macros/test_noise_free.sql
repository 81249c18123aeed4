-- Fails with the pairs that are told apart or taken as equal against expectation.
with cases (case_name, first_value, second_value, are_equal) as (
    values
    -- 0.1 + 0.2 as floating-point numbers add up to
    ('noise', 0.30000000000000004, 0.3, true),
    ('noise_below', -0.0000000000000004, 0.0, true),
    ('a_real_difference', 0.30000001, 0.3, false),
    ('null_value', null, 0.3, null)
),

computed as (
    select
        *,
        {{ noise_free('cast(first_value as ' ~ dbt.type_float() ~ ')') }}
        = {{ noise_free('cast(second_value as ' ~ dbt.type_float() ~ ')') }}
            as found_equal
    from cases
)

select *
from computed
where found_equal is distinct from are_equal
