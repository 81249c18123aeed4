-- Fails with the groups whose standard error is not the one worked out by hand.
with cases (case_name, y, x, expected) as (
    values
    -- Syy 6, Sxy 0, Sxx 2: sqrt(6 / 1 / 2)
    ('no_slope', 0.0, 2000.0, 1.7320508075688772),
    ('no_slope', 3.0, 2001.0, 1.7320508075688772),
    ('no_slope', 0.0, 2002.0, 1.7320508075688772),
    -- Syy 5, Sxy 3, Sxx 5, n 4: sqrt((5 - 9 / 5) / 2 / 5)
    ('negative_values', -1.0, 1.0, 0.565685424949238),
    ('negative_values', -2.0, 2.0, 0.565685424949238),
    ('negative_values', 1.0, 3.0, 0.565685424949238),
    ('negative_values', 0.0, 4.0, 0.565685424949238),
    ('on_one_line', 1.0, 1.0, 0.0),
    ('on_one_line', 3.0, 2.0, 0.0),
    ('on_one_line', 5.0, 3.0, 0.0),
    ('all_equal', 4.0, 1.0, 0.0),
    ('all_equal', 4.0, 2.0, 0.0),
    ('all_equal', 4.0, 3.0, 0.0),
    ('all_zero', 0.0, 1.0, 0.0),
    ('all_zero', 0.0, 2.0, 0.0),
    ('all_zero', 0.0, 3.0, 0.0),
    -- a null is left out
    ('with_null', 0.0, 2000.0, 1.7320508075688772),
    ('with_null', 3.0, 2001.0, 1.7320508075688772),
    ('with_null', null, 2005.0, 1.7320508075688772),
    ('with_null', 0.0, 2002.0, 1.7320508075688772),
    ('one_x', 1.0, 2000.0, null),
    ('one_x', 2.0, 2000.0, null),
    ('one_x', 4.0, 2000.0, null),
    ('two_points', 1.0, 2000.0, null),
    ('two_points', 2.0, 2001.0, null),
    ('one_point', 1.0, 2000.0, null),
    ('no_value', null, 2000.0, null)
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ slope_standard_error('y', 'x') }} as slope_standard_error
    from (
        select
            case_name,
            cast(y as double precision) as y,
            cast(x as double precision) as x,
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
