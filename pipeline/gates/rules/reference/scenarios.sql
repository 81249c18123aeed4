-- expected: a scheme that has member cities in cluster_members.csv
-- why: a scenario without members would be published without a row
-- severity: error
-- checked: scenarios
select
    file,
    row,
    'membership_scheme_id' as column_name,
    membership_scheme_id as value
from scenarios
where membership_scheme_id not in (
        select cluster_members.membership_scheme_id
        from cluster_members
    )
