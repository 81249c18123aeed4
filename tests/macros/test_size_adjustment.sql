-- Fails with the cases whose size adjustment is not the one worked out by hand.
with cases (case_name, n_members, n_members_total, expected) as (
    values
    ('a_quarter', 4, 16, 0.25),
    ('alone', 7, 7, 1.0),
    ('no_member', 0, 16, 0.0),
    ('no_city_at_all', 0, 0, null)
),

computed as (
    select
        *,
        {{ size_adjustment('n_members', 'n_members_total') }} as size_adjustment
    from cases
)

select *
from computed
where
    coalesce(abs(size_adjustment - expected) > 1e-12, false)
    or (size_adjustment is null) <> (expected is null)
