-- Fails with the cases whose interpolated value is not the one worked out by hand.
with cases (
    case_name, fill_year, previous_year, previous_value, next_year, next_value, expected
) as (
    values
    ('middle', 2015, 2010, 100.0, 2020, 200.0, 150.0),
    ('a_tenth', 2011, 2010, 100.0, 2020, 200.0, 110.0),
    ('falling', 2012, 2010, 8.0, 2014, 4.0, 6.0),
    ('no_next', 2015, 2010, 100.0, null, null, null),
    ('no_previous', 2015, null, null, 2020, 200.0, null),
    ('one_year', 2010, 2010, 100.0, 2010, 100.0, null)
),

computed as (
    select
        *,
        {{ linear_fill(
            'fill_year', 'previous_year', 'previous_value', 'next_year', 'next_value'
        ) }} as filled
    from cases
)

select *
from computed
where
    coalesce(abs(filled - expected) > 1e-12, false)
    or (filled is null) <> (expected is null)
