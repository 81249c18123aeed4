-- Fails with the numbers that are not written as expected.
with cases (number, expected, expected_signed) as (
    values
    (9.84, '9.8', '+9.8'),
    (-0.44, '-0.4', '-0.4'),
    (0.0, '0.0', '+0.0'),
    (12.0, '12.0', '+12.0'),
    (-0.04, '0.0', '+0.0'),
    (null, null, null)
),

computed as (
    select
        *,
        {{ one_decimal('number') }} as plain,
        {{ one_decimal('number', has_sign=true) }} as signed
    from cases
)

select *
from computed
where
    coalesce(plain, '-') <> coalesce(expected, '-')
    or coalesce(signed, '-') <> coalesce(expected_signed, '-')
