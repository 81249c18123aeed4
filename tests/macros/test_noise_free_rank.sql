-- Fails with the rows whose rank is not the one worked out by hand.
with cases (case_name, cluster_id, score, expected) as (
    values
    -- 0.1 + 0.2 beside 0.3, whichever comes first
    ('tie_but_for_rounding', 'a', 0.30000000000000004, 1),
    ('tie_but_for_rounding', 'b', 0.3, 1),
    ('tie_but_for_rounding', 'c', 0.1, 3),
    ('other_order', 'a', 0.1, 3),
    ('other_order', 'b', 0.3, 1),
    ('other_order', 'c', 0.30000000000000004, 1),
    ('a_real_difference', 'a', 0.30000001, 1),
    ('a_real_difference', 'b', 0.3, 2),
    ('tied_at_zero', 'a', 0.0, 2),
    ('tied_at_zero', 'b', 5.0, 1),
    ('tied_at_zero', 'c', 0.0, 2),
    ('null_has_no_rank', 'a', null, null),
    ('null_has_no_rank', 'b', 2.0, 1)
),

computed as (
    select
        *,
        {{ noise_free_rank(
            'cast(score as ' ~ dbt.type_float() ~ ')', ['case_name']
        ) }} as found
    from cases
)

select *
from computed
where found is distinct from expected
