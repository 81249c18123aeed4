-- Fails with the groups whose flags are joined otherwise than by hand.
with flags as (
    select 'mixed' as case_name, 'b' as flag, 'reject' as treatment union all
    select 'mixed', 'c', 'warn' union all
    select 'mixed', 'a', 'inform' union all
    select 'mild', 'e', 'warn' union all
    select 'mild', 'd', 'warn' union all
    select 'told', 'f', 'inform'
),

joined as (
    select
        case_name,
        {{ joined_flags() }}
    from flags
    group by case_name
),

expected as (
    select
        'mixed' as case_name,
        'a, b, c' as flags,
        true as is_rejected,
        'b' as rejecting_flags,
        'c' as warning_flags
    union all
    select 'mild', 'd, e', false, null, 'd, e' union all
    select 'told', 'f', false, null, null
)

select
    expected.case_name,
    joined.flags,
    joined.is_rejected,
    joined.rejecting_flags,
    joined.warning_flags
from expected
left join joined
    on expected.case_name = joined.case_name
where
    joined.flags is distinct from expected.flags
    or joined.is_rejected is distinct from expected.is_rejected
    or joined.rejecting_flags is distinct from expected.rejecting_flags
    or joined.warning_flags is distinct from expected.warning_flags
