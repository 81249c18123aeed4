-- Fails with the groups whose standard error is not the one worked out by hand.
with cases (case_name, n_levels, y, x, expected) as (
    values
    -- Syy 6, Sxy 0, Sxx 2: sqrt(6 / 1 / 2)
    ('no_slope', 1, 0.0, 2000.0, 1.7320508075688772),
    ('no_slope', 1, 3.0, 2001.0, 1.7320508075688772),
    ('no_slope', 1, 0.0, 2002.0, 1.7320508075688772),
    -- Syy 5, Sxy 3, Sxx 5, n 4: sqrt((5 - 9 / 5) / 2 / 5)
    ('negative_values', 1, -1.0, 1.0, 0.565685424949238),
    ('negative_values', 1, -2.0, 2.0, 0.565685424949238),
    ('negative_values', 1, 1.0, 3.0, 0.565685424949238),
    ('negative_values', 1, 0.0, 4.0, 0.565685424949238),
    -- two segments of two points, as deviations from their means:
    -- Syy 2.5, Sxy 1 - 0.5, Sxx 1, n - 3 is 1: sqrt(2.5 - 0.25)
    ('two_levels', 2, -1.0, -0.5, 1.5),
    ('two_levels', 2, 1.0, 0.5, 1.5),
    ('two_levels', 2, 0.5, -0.5, 1.5),
    ('two_levels', 2, -0.5, 0.5, 1.5),
    ('on_one_line', 1, 1.0, 1.0, 0.0),
    ('on_one_line', 1, 3.0, 2.0, 0.0),
    ('on_one_line', 1, 5.0, 3.0, 0.0),
    ('all_equal', 1, 4.0, 1.0, 0.0),
    ('all_equal', 1, 4.0, 2.0, 0.0),
    ('all_equal', 1, 4.0, 3.0, 0.0),
    ('all_zero', 1, 0.0, 1.0, 0.0),
    ('all_zero', 1, 0.0, 2.0, 0.0),
    ('all_zero', 1, 0.0, 3.0, 0.0),
    -- a null is left out
    ('with_null', 1, 0.0, 2000.0, 1.7320508075688772),
    ('with_null', 1, 3.0, 2001.0, 1.7320508075688772),
    ('with_null', 1, null, 2005.0, 1.7320508075688772),
    ('with_null', 1, 0.0, 2002.0, 1.7320508075688772),
    ('one_x', 1, 1.0, 2000.0, null),
    ('one_x', 1, 2.0, 2000.0, null),
    ('one_x', 1, 4.0, 2000.0, null),
    ('too_many_levels', 2, -0.5, -0.5, null),
    ('too_many_levels', 2, 0.5, 0.5, null),
    ('too_many_levels', 2, 0.0, 0.0, null),
    ('two_points', 1, 1.0, 2000.0, null),
    ('two_points', 1, 2.0, 2001.0, null),
    ('one_point', 1, 1.0, 2000.0, null),
    ('no_value', 1, null, 2000.0, null)
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ slope_standard_error('y', 'x', 'max(n_levels)') }} as slope_standard_error
    from (
        select
            case_name,
            n_levels,
            cast(y as {{ dbt.type_float() }}) as y,
            cast(x as {{ dbt.type_float() }}) as x,
            expected
        from cases
    ) as typed
    group by case_name
)

select *
from computed
where
    coalesce(abs(slope_standard_error - expected) > 1e-12, false)
    or (slope_standard_error is null) <> (expected is null)
