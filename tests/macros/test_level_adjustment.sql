-- Fails with the cases whose level adjustment is not the one worked out by hand.
with cases (
    case_name, mean_value, lower_bound, upper_bound, direction, negative_level, expected
) as (
    values
    ('positive', 2.0, 1.0, 5.0, 'positive', 'sqrt_product', 0.25),
    ('positive_at_top', 5.0, 1.0, 5.0, 'positive', 'sqrt_product', 1.0),
    -- sqrt(0.25 x 0.75)
    ('negative', 2.0, 1.0, 5.0, 'negative', 'sqrt_product', 0.4330127018922193),
    ('negative_at_top', 5.0, 1.0, 5.0, 'negative', 'sqrt_product', 0.0),
    ('negative_at_bottom', 1.0, 1.0, 5.0, 'negative', 'sqrt_product', 0.0),
    ('negative_inverse', 2.0, 1.0, 5.0, 'negative', 'inverse', 0.75),
    ('positive_ignores_rule', 2.0, 1.0, 5.0, 'positive', 'inverse', 0.25),
    ('flat_bounds', 3.0, 3.0, 3.0, 'positive', 'sqrt_product', null),
    ('flat_bounds_negative', 3.0, 3.0, 3.0, 'negative', 'sqrt_product', null),
    ('null_mean', null, 1.0, 5.0, 'positive', 'sqrt_product', null),
    ('unknown_direction', 2.0, 1.0, 5.0, 'sideways', 'sqrt_product', null),
    ('unknown_rule', 2.0, 1.0, 5.0, 'negative', 'other', null)
),

typed as (
    select
        case_name,
        direction,
        negative_level,
        cast(mean_value as {{ dbt.type_float() }}) as mean_value,
        cast(lower_bound as {{ dbt.type_float() }}) as lower_bound,
        cast(upper_bound as {{ dbt.type_float() }}) as upper_bound,
        expected
    from cases
),

computed as (
    select
        *,
        {{ level_adjustment(
            'mean_value', 'lower_bound', 'upper_bound', 'direction', 'negative_level'
        ) }} as level_adjustment
    from typed
)

select *
from computed
where
    coalesce(abs(level_adjustment - expected) > 1e-12, false)
    or (level_adjustment is null) <> (expected is null)
