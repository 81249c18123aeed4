-- expected: city_id, year, variable_id, unit and source_id in every row
-- why: a figure without its key belongs to nothing
-- severity: error
with cells as (
    select
        file,
        row,
        unnest([
            case when nullif(city_id, '') is null then 'city_id' end,
            case when year is null then 'year' end,
            case when nullif(variable_id, '') is null then 'variable_id' end,
            case when nullif(unit, '') is null then 'unit' end,
            case when nullif(source_id, '') is null then 'source_id' end
        ]) as column_name
    from panel
    where
        nullif(city_id, '') is null
        or year is null
        or nullif(variable_id, '') is null
        or nullif(unit, '') is null
        or nullif(source_id, '') is null
)

select
    *,
    null as value
from cells
where column_name is not null
