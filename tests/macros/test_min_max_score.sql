-- Fails with the cases whose score is not the one worked out by hand.
with cases (
    case_name, value, lower_bound, upper_bound,
    expected_ascending, expected_descending
) as (
    values
    ('ordinary', 0.5, 0.0, 2.0, 25.0, 75.0),
    ('at_lower', 0.3, 0.3, 1.1, 0.0, 100.0),
    ('at_upper', 1.1, 0.3, 1.1, 100.0, 0.0),
    ('negative_values', -1.0, -3.0, 1.0, 50.0, 50.0),
    ('flat_bounds', 2.0, 2.0, 2.0, null, null),
    -- three times 0.1 is not 0.3 to the last bit
    ('flat_but_for_rounding', 0.3, 0.3, 0.30000000000000004, null, null),
    ('narrow_bounds', 1.00000001, 1.00000001, 1.00000002, 0.0, 100.0),
    ('null_value', null, 0.0, 2.0, null, null),
    ('null_bounds', 1.0, null, null, null, null)
),

typed as (
    select
        case_name,
        cast(value as {{ dbt.type_float() }}) as value,
        cast(lower_bound as {{ dbt.type_float() }}) as lower_bound,
        cast(upper_bound as {{ dbt.type_float() }}) as upper_bound,
        expected_ascending,
        expected_descending
    from cases
),

computed as (
    select
        *,
        {{ min_max_score('value', 'lower_bound', 'upper_bound', 'ascending', 100) }}
            as ascending_score,
        {{ min_max_score('value', 'lower_bound', 'upper_bound', 'descending', 100) }}
            as descending_score
    from typed
),

-- Arguments may be expressions.
computed_from_expressions as (
    select {{ min_max_score('5 - 3.0', '1 - 1', '5 + 5', 'descending') }} as score
)

-- Exact: a bound scores 0 or 100, never 100.00000000000001.
select case_name
from computed
where
    coalesce(ascending_score <> expected_ascending, false)
    or (ascending_score is null) <> (expected_ascending is null)
    or coalesce(descending_score <> expected_descending, false)
    or (descending_score is null) <> (expected_descending is null)
union all
select 'expressions' as case_name
from computed_from_expressions
where abs(score - 0.8) > 1e-12
