-- expected: the scheme of scenario paper as the default, and an agglomeration with as
-- many cities as the name of a scheme says
-- why: a reader that names no scheme gets the default; a name with a number that no
-- agglomeration has is another scheme's, or a member is lost
-- severity: error
with sizes as (
    select
        membership_scheme_id,
        cast(count(*) as varchar) as n_members
    from cluster_members
    group by membership_scheme_id, cluster_id
),

names as (
    unpivot membership_schemes
    on scheme_en, scheme_zh
    into name column_name value scheme_name
),

numbered as (
    select
        *,
        regexp_extract(scheme_name, '([0-9]+) ?(cities|市)', 1) as n_named
    from names
)

select
    membership_schemes.file,
    membership_schemes.row,
    'is_default' as column_name,
    membership_schemes.is_default || ' (' || membership_schemes.membership_scheme_id
    || '; paper: ' || scenarios.membership_scheme_id || ')' as value
from membership_schemes
inner join scenarios
    on scenarios.scenario_id = 'paper'
where
    membership_schemes.is_default = 'true'
    and membership_schemes.membership_scheme_id <> scenarios.membership_scheme_id
union all
select
    numbered.file,
    numbered.row,
    numbered.column_name,
    numbered.scheme_name || ' (cities: '
    || string_agg(sizes.n_members, ', ' order by sizes.n_members) || ')' as value
from numbered
inner join sizes
    on numbered.membership_scheme_id = sizes.membership_scheme_id
where numbered.n_named <> ''
group by
    numbered.file, numbered.row, numbered.column_name, numbered.scheme_name,
    numbered.n_named
having count(*) filter (where sizes.n_members = numbered.n_named) = 0
