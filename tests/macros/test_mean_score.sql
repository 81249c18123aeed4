-- Fails with the groups whose mean is not the one worked out by hand.
with cases (case_name, aggregation, score, expected) as (
    values
    ('arithmetic', 'arithmetic', 2.0, 5.0),
    ('arithmetic', 'arithmetic', 8.0, 5.0),
    ('geometric', 'geometric', 2.0, 4.0),
    ('geometric', 'geometric', 8.0, 4.0),
    ('arithmetic_with_zero', 'arithmetic', 0.0, 4.0),
    ('arithmetic_with_zero', 'arithmetic', 8.0, 4.0),
    ('geometric_with_zero', 'geometric', 0.0, 0.0),
    ('geometric_with_zero', 'geometric', 8.0, 0.0),
    ('geometric_negative', 'geometric', -2.0, null),
    ('geometric_negative', 'geometric', 8.0, null),
    ('geometric_negative', 'geometric', 0.0, null),
    ('shifted_with_zero', 'geometric_shifted', 0.0, 9.090909090909091),
    ('shifted_with_zero', 'geometric_shifted', 100.0, 9.090909090909091),
    ('null_left_out', 'geometric', 3.0, 3.0),
    ('null_left_out', 'geometric', null, 3.0),
    ('no_score', 'arithmetic', null, null),
    ('unknown_aggregation', 'median', 2.0, null)
),

computed as (
    select
        case_name,
        aggregation,
        max(expected) as expected,
        {{ mean_score('score', 'aggregation') }} as mean_score
    from (
        select
            case_name,
            aggregation,
            cast(score as {{ dbt.type_float() }}) as score,
            expected
        from cases
    ) as typed
    group by case_name, aggregation
)

select *
from computed
where
    coalesce(abs(mean_score - expected) > 1e-12, false)
    or (mean_score is null) <> (expected is null)
