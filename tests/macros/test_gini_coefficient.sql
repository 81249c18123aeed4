-- Fails with the groups whose Gini coefficient is not the one worked out by hand.
with cases (case_name, value, expected) as (
    values
    -- (-1 x 1 + 1 x 3) / (2 x 4)
    ('ordinary', 1.0, 0.25),
    ('ordinary', 3.0, 0.25),
    -- (-3 x 1 - 1 x 2 + 1 x 2 + 3 x 5) / (4 x 10)
    ('with_a_tie', 2.0, 0.3),
    ('with_a_tie', 5.0, 0.3),
    ('with_a_tie', 1.0, 0.3),
    ('with_a_tie', 2.0, 0.3),
    -- a null is left out
    ('with_null', null, 0.25),
    ('with_null', 3.0, 0.25),
    ('with_null', 1.0, 0.25),
    -- one city has all: 1 - 1/n
    ('one_has_all', 0.0, 0.75),
    ('one_has_all', 0.0, 0.75),
    ('one_has_all', 8.0, 0.75),
    ('one_has_all', 0.0, 0.75),
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

ranked as (
    select
        case_name,
        expected,
        value,
        count(value) over (
            partition by case_name
            order by value
            rows between unbounded preceding and current row
        ) as value_rank
    from (
        select
            case_name,
            expected,
            cast(value as {{ dbt.type_float() }}) as value
        from cases
    ) as typed
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ gini_coefficient('value', 'value_rank') }} as gini_coefficient
    from ranked
    group by case_name
)

select *
from computed
where
    coalesce(abs(gini_coefficient - expected) > 1e-12, false)
    or (gini_coefficient is null) <> (expected is null)
    or (case_name in ('all_zero', 'all_equal', 'equal_but_for_rounding') and gini_coefficient <> 0)
