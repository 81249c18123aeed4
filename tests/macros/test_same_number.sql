-- Fails with the pairs that are told apart or taken as equal against expectation.
with cases (case_name, first_value, second_value, are_equal) as (
    values
    ('last_bit', 99.9, 99.90000000000001, true),
    ('last_bit_of_large_figures', 123456789012.3, 123456789012.30002, true),
    ('tenth_digit', 1234567890.1, 1234567890.2, false),
    ('small_figures', 0.0000000000001, 0.0000000000002, false),
    ('negative', -0.3, -0.30000000000000004, true),
    ('both_signs', -0.3, 0.3, false),
    ('zeros', 0.0, 0.0, true),
    ('zero_and_little', 0.0, 0.0000000000001, false),
    ('null_value', null, 0.3, null)
),

typed as (
    select
        case_name,
        are_equal,
        cast(first_value as {{ dbt.type_float() }}) as first_value,
        cast(second_value as {{ dbt.type_float() }}) as second_value
    from cases
),

computed as (
    select
        *,
        {{ same_number('first_value', 'second_value') }} as found_equal
    from typed
)

select *
from computed
where found_equal is distinct from are_equal
