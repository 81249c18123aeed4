-- expected: figures of each city for a variable that nearly all others of the
-- publication have
-- why: a block of rows that is lost in all years leaves no gap; nine in ten have
-- it. A city that the publication covers in a part of its own, with few of its
-- variables, is not meant
-- severity: warning
with series as (
    select
        source_id,
        variable_id,
        city_id,
        min(file) as first_file,
        min(row) as first_row
    from figure
    group by source_id, variable_id, city_id
),

counts as (
    select
        source_id,
        city_id,
        count(*) as n_variables,
        max(count(*)) over (partition by source_id) as n_variables_of_source
    from series
    group by source_id, city_id
),

covered as (
    select
        *,
        count(*) over (partition by source_id) as n_cities_of_source
    from counts
    where 2 * n_variables >= n_variables_of_source
),

columns_of_source as (
    select
        source_id,
        variable_id,
        min(first_file) as first_file,
        min(first_row) as first_row,
        count(*) as n_cities
    from series
    group by source_id, variable_id
)

select
    columns_of_source.first_file as file,
    columns_of_source.first_row as row,
    columns_of_source.variable_id as column_name,
    format(
        '{}: none in any year, {} cities have it',
        covered.city_id,
        columns_of_source.n_cities
    ) as value
from covered
inner join columns_of_source
    on covered.source_id = columns_of_source.source_id
left join series
    on covered.source_id = series.source_id
    and covered.city_id = series.city_id
    and columns_of_source.variable_id = series.variable_id
where series.city_id is null
    and columns_of_source.n_cities >= 0.9 * covered.n_cities_of_source
    and covered.n_cities_of_source >= 10
