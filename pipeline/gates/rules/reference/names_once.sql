-- expected: a name that no other has
-- why: the viewer, the command line and every chart tell them apart by name
-- severity: warning
with everything as (
    select * from cities
    union all by name
    select * from clusters
    union all by name
    select * from dimensions
    union all by name
    select * from indicators
    union all by name
    select * from variables
    union all by name
    select * from scenarios
    union all by name
    select * from membership_schemes
    union all by name
    select * from sources
),

named as (
    unpivot everything
    on
    city_en, city_zh, cluster_en, cluster_zh, dimension_en, dimension_zh,
    indicator_en, indicator_zh, variable_en, scenario_en, scheme_en, title_en
    into name column_name value value
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
