-- Fails with the groups whose Theil index is not the one worked out by hand.
with cases (case_name, value, expected) as (
    values
    -- (1/2 ln(1/2) + 3/2 ln(3/2)) / 2 = 3/4 ln 3 - ln 2
    ('ordinary', 1.0, 0.13081203594113697),
    ('ordinary', 3.0, 0.13081203594113697),
    -- the unit does not matter
    ('thousandfold', 1000.0, 0.13081203594113697),
    ('thousandfold', 3000.0, 0.13081203594113697),
    ('with_null', 1.0, 0.13081203594113697),
    ('with_null', null, 0.13081203594113697),
    ('with_null', 3.0, 0.13081203594113697),
    -- 0 ln 0 is 0; one city has all: ln n = ln 4
    ('one_has_all', 0.0, 1.3862943611198906),
    ('one_has_all', 8.0, 1.3862943611198906),
    ('one_has_all', 0.0, 1.3862943611198906),
    ('one_has_all', 0.0, 1.3862943611198906),
    ('all_equal', 0.1, 0.0),
    ('all_equal', 0.1, 0.0),
    ('all_equal', 0.1, 0.0),
    ('equal_but_for_rounding', 0.30000000000000004, 0.0),
    ('equal_but_for_rounding', 0.3, 0.0),
    ('all_zero', 0.0, 0.0),
    ('all_zero', 0.0, 0.0),
    ('one_value', 5.0, 0.0),
    ('negative_value', -1.0, null),
    ('negative_value', 3.0, null),
    ('no_value', null, null)
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ theil_index('value') }} as theil_index
    from (
        select
            case_name,
            cast(value as {{ dbt.type_float() }}) as value,
            expected
        from cases
    ) as typed
    group by case_name
)

select *
from computed
where
    coalesce(abs(theil_index - expected) > 1e-12, false)
    or (theil_index is null) <> (expected is null)
    or (case_name in ('all_zero', 'all_equal', 'equal_but_for_rounding') and theil_index <> 0)
