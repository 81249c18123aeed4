-- expected: a name that no other has
-- why: the viewer, the command line and every chart tell them apart by name
-- severity: warning
with city_names as (
    unpivot cities on city_en, city_zh into name column_name value value
),

cluster_names as (
    unpivot clusters on cluster_en, cluster_zh into name column_name value value
),

dimension_names as (
    unpivot dimensions on dimension_en, dimension_zh into name column_name value value
),

indicator_names as (
    unpivot indicators on indicator_en, indicator_zh into name column_name value value
),

other_names as (
    select
        file,
        row,
        'variable_en' as column_name,
        variable_en as value
    from variables
    union all
    select
        file,
        row,
        'scenario_en' as column_name,
        scenario_en as value
    from scenarios
    union all
    select
        file,
        row,
        'scheme_en' as column_name,
        scheme_en as value
    from membership_schemes
    union all
    select
        file,
        row,
        'title_en' as column_name,
        title_en as value
    from sources
),

named as (
    select
        file,
        row,
        column_name,
        value
    from city_names
    union all
    select
        file,
        row,
        column_name,
        value
    from cluster_names
    union all
    select
        file,
        row,
        column_name,
        value
    from dimension_names
    union all
    select
        file,
        row,
        column_name,
        value
    from indicator_names
    union all
    select * from other_names
),

counted as (
    select
        *,
        count(*) over (partition by column_name, value) as n_of_name
    from named
)

select
    file,
    row,
    column_name,
    value
from counted
where n_of_name > 1 and value <> ''
