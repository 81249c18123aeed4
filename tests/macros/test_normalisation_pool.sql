-- Fails with the pools whose key is not the expected one.
with cases (pool, indicator_id, score_year, expected) as (
    values
    ('global', 'pm25', 2015, 'all'),
    ('indicator', 'pm25', 2015, 'pm25'),
    ('year', 'pm25', 2015, '2015'),
    ('indicator_year', 'pm25', 2015, 'pm25:2015'),
    ('decade', 'pm25', 2015, null)
),

computed as (
    select
        *,
        {{ normalisation_pool('pool', 'indicator_id', 'score_year') }} as pool_key
    from cases
)

select *
from computed
where
    coalesce(pool_key <> expected, false)
    or (pool_key is null) <> (expected is null)
