-- Fails with the keys whose number is not that of their MD5 digest, taken from
-- published digests: '' has d41d8cd98f00..., 'a' has 0cc175b9c0f1....
with cases (key_text, expected) as (
    values
    ('', 0.8285759001873902),
    ('a', 0.04982696328165126),
    (null, null)
),

computed as (
    select
        *,
        {{ uniform_from_key('key_text') }} as number
    from cases
)

select *
from computed
where
    coalesce(abs(number - expected) > 1e-15, false)
    or (number is null) <> (expected is null)
