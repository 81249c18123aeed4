{{ config(enabled=(
    var('panel', 'landing.panel') != 'landing.panel' and adapter.type() == 'duckdb'
)) }}

-- Fails with the columns that a file of the panel lacks: their values would be read as
-- null. Land the file again with all columns (docs/engines.md). For dbt alone: the
-- pipeline's gate has looked at the files of landing.panel.
-- depends_on: {{ ref('stg_figure') }}
with expected as (
    select
        unnest([
            'city_id', 'variable_id', 'value', 'unit', 'source_id', 'flag'
        ]) as column_name
),

files as (
    select
        file_name,
        list(name) as column_names
    from parquet_schema('{{ var("panel", "") }}')
    group by file_name
)

select
    files.file_name,
    expected.column_name
from files
cross join expected
where not list_contains(files.column_names, expected.column_name)
