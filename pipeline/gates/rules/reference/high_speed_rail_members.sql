-- expected: a row in high_speed_rail_openings.csv, with empty dates where no line
-- serves the city
-- why: a city without a row is unknown, not without rail: the others would look alike,
-- and an agglomeration has no statistic of high-speed rail until each city has a row
-- severity: error
with members as (
    select
        cluster_members.*,
        openings.city_id is not null as has_row,
        count(openings.city_id) over (
            partition by
                cluster_members.membership_scheme_id, cluster_members.cluster_id
        ) as n_with_row,
        count(openings.city_id) over (
            partition by cluster_members.membership_scheme_id
        ) as n_of_scheme,
        row_number() over (
            partition by
                cluster_members.membership_scheme_id, cluster_members.cluster_id
            order by cluster_members.file, cluster_members.row
        ) as member_number,
        row_number() over (
            partition by cluster_members.membership_scheme_id
            order by cluster_members.file, cluster_members.row
        ) as number_in_scheme
    from cluster_members
    left join high_speed_rail_openings as openings
        on cluster_members.city_id = openings.city_id
)

select
    file,
    row,
    'city_id' as column_name,
    city_id as value,
    null as expected,
    null as severity
from members
where not has_row and n_with_row > 0
union all
select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id || ' (' || membership_scheme_id || ')' as value,
    'rows of its cities in high_speed_rail_openings.csv, with empty dates where no '
    || 'line serves one; without any the agglomeration has no statistic of '
    || 'high-speed rail'
        as expected,
    'warning' as severity
from members
where n_of_scheme > 0 and n_with_row = 0 and member_number = 1
union all
select
    file,
    row,
    'membership_scheme_id' as column_name,
    membership_scheme_id as value,
    'rows of its cities in high_speed_rail_openings.csv, with empty dates where no '
    || 'line serves one; without any it has no statistic of high-speed rail'
        as expected,
    'warning' as severity
from members
where n_of_scheme = 0 and number_in_scheme = 1
