-- expected: true for one membership scheme and false for all others
-- why: readers that name no scheme get the default
-- severity: error
-- checked: membership_schemes
with counted as (
    select
        *,
        count(*) filter (where is_default = 'true') over () as n_defaults
    from membership_schemes
)

select
    file,
    row,
    'is_default' as column_name,
    is_default as value
from counted
where n_defaults <> 1
