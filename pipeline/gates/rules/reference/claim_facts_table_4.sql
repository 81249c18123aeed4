-- expected: for each row of published_between_cluster_cv.csv a fact with the same
-- value, and for each fact about a between_cluster_cv a row
-- why: Table 4 stands in both; a digit that is changed in one of them shows in the
-- other
-- severity: error
with facts as (
    select * from published_claim_facts
    where measure = 'between_cluster_cv'
),

printed_years as (select distinct year from published_between_cluster_cv),

dimension_years as (
    select
        dimensions.dimension_id,
        printed_years.year
    from dimensions
    cross join printed_years
    where starts_with(dimensions.file, 'seeds/')
),

place as (
    select min(file) as file from published_between_cluster_cv
)

select
    coalesce(printed.file, facts.file) as file,
    coalesce(printed.row, facts.row) as row,
    'between_cluster_cv' as column_name,
    coalesce(printed.between_cluster_cv, 'none') || ' (in the facts: '
    || coalesce(facts.expected_value, 'none') || ')' as value,
    null as expected
from published_between_cluster_cv as printed
full join facts
    on printed.dimension_id = facts.dimension_id
    and printed.year = facts.year
where
    cast(printed.between_cluster_cv as double) is distinct from
    cast(facts.expected_value as double)
union all
select
    place.file,
    null as row,
    'dimension_id' as column_name,
    dimension_years.dimension_id || ', ' || dimension_years.year as value,
    'a row for each dimension in each year of the table' as expected
from dimension_years
cross join place
left join published_between_cluster_cv as printed
    on dimension_years.dimension_id = printed.dimension_id
    and dimension_years.year = printed.year
where printed.dimension_id is null
