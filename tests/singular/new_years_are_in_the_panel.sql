{{ config(enabled=new_years() | length > 0) }}

-- Fails with the new years of which the panel has no value, and with the columns that a
-- file of it lacks. Correct new_years, or land the files again (docs/engines.md).
with new_years as (
    select unnest([{{ new_years() | join(", ") }}]) as new_year
),

landed as (
    select distinct year from {{ ref('int_published_value') }}
    where seed_name = 'panel'
),

expected as (
    select
        unnest([
            'city_id', 'variable_id', 'value', 'unit', 'source_id', 'flag'
        ]) as column_name
),

files as (
    select
        file_name,
        list(name) as column_names
    from parquet_schema('{{ var("panel") }}')
    group by file_name
)

select
    'year ' || new_years.new_year as missing,
    '{{ var("panel") }}' as missing_in
from new_years
left join landed
    on new_years.new_year = landed.year
where landed.year is null
union all
select
    'column ' || expected.column_name as missing,
    files.file_name as missing_in
from files
cross join expected
where not list_contains(files.column_names, expected.column_name)
