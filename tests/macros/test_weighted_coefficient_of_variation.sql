-- Fails with the groups whose weighted CV is not the one worked out by hand.
with cases (case_name, value, weight, expected) as (
    values
    -- mean (3 + 5) / 4 = 2, variance (3 x 1 + 1 x 9) / 4 = 3
    ('ordinary', 1.0, 3.0, 0.8660254037844386),
    ('ordinary', 5.0, 1.0, 0.8660254037844386),
    -- equal weights give the population CV
    ('equal_weights', 1.0, 7.0, 0.5),
    ('equal_weights', 3.0, 7.0, 0.5),
    -- a null is left out with its weight
    ('with_null', 1.0, 3.0, 0.8660254037844386),
    ('with_null', null, 9.0, 0.8660254037844386),
    ('with_null', 5.0, 1.0, 0.8660254037844386),
    ('null_without_weight', 1.0, 3.0, 0.8660254037844386),
    ('null_without_weight', null, null, 0.8660254037844386),
    ('null_without_weight', 5.0, 1.0, 0.8660254037844386),
    -- mean -2: the CV is positive
    ('negative_mean', -1.0, 3.0, 0.8660254037844386),
    ('negative_mean', -5.0, 1.0, 0.8660254037844386),
    ('zero_weight', 2.0, 5.0, 0.0),
    ('zero_weight', 9.0, 0.0, 0.0),
    ('all_equal', 0.1, 1.0, 0.0),
    ('all_equal', 0.1, 2.0, 0.0),
    ('all_equal', 0.1, 4.0, 0.0),
    ('equal_but_for_rounding', 0.30000000000000004, 1.0, 0.0),
    ('equal_but_for_rounding', 0.3, 2.0, 0.0),
    ('all_zero', 0.0, 1.0, 0.0),
    ('all_zero', 0.0, 2.0, 0.0),
    ('one_value', 5.0, 2.0, 0.0),
    -- mean (3 x -1 + 1 x 3) / 4 = 0 with a spread: undefined
    ('zero_mean', -1.0, 3.0, null),
    ('zero_mean', 3.0, 1.0, null),
    -- mean (1 x -1 + 1 x 3) / 2 = 1: no ratio scale
    ('both_signs', -1.0, 1.0, null),
    ('both_signs', 3.0, 1.0, null),
    ('missing_weight', 1.0, 3.0, null),
    ('missing_weight', 5.0, null, null),
    ('negative_weight', 1.0, 3.0, null),
    ('negative_weight', 5.0, -1.0, null),
    ('no_weight_at_all', 1.0, 0.0, null),
    ('no_weight_at_all', 5.0, 0.0, null),
    ('no_value', null, 1.0, null)
),

typed as (
    select
        case_name,
        cast(value as {{ dbt.type_float() }}) as value,
        cast(weight as {{ dbt.type_float() }}) as weight,
        expected
    from cases
),

weighted as (
    select
        *,
        sum(weight * value) over (partition by case_name)
        / nullif(
            sum(case when value is not null then weight end)
                over (partition by case_name),
            0
        ) as weighted_mean
    from typed
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ weighted_coefficient_of_variation('value', 'weight', 'weighted_mean') }}
            as weighted_cv
    from weighted
    group by case_name
)

select *
from computed
where
    coalesce(abs(weighted_cv - expected) > 1e-12, false)
    or (weighted_cv is null) <> (expected is null)
    or (case_name in ('all_zero', 'all_equal', 'equal_but_for_rounding') and weighted_cv <> 0)
