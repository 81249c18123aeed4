-- expected: two cities or more in each agglomeration of a scheme; every agglomeration,
-- city and scheme in cluster_members.csv, and every city with figures
-- why: what belongs nowhere is in no score, and one city alone has no dispersion: a
-- row of cluster_members.csv may be lost
-- severity: warning
with sizes as (
    select
        membership_scheme_id,
        cluster_id,
        count(*) as n_members,
        min(file) as file,
        min(row) as row
    from cluster_members
    group by membership_scheme_id, cluster_id
)

select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id || ' (' || membership_scheme_id || ', cities: ' || n_members || ')'
        as value,
    'two cities or more in an agglomeration: one has no dispersion' as expected
from sizes
where n_members < 2
union all
select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id as value,
    'an agglomeration that has cities in cluster_members.csv' as expected
from clusters
where cluster_id not in (select cluster_members.cluster_id from cluster_members)
union all
select
    file,
    row,
    'city_id' as column_name,
    city_id as value,
    'a city of an agglomeration in cluster_members.csv' as expected
from cities
where city_id not in (select cluster_members.city_id from cluster_members)
union all
select
    file,
    row,
    'membership_scheme_id' as column_name,
    membership_scheme_id as value,
    'a scheme that has member cities in cluster_members.csv' as expected
from membership_schemes
where
    membership_scheme_id not in (
        select cluster_members.membership_scheme_id from cluster_members
    )
