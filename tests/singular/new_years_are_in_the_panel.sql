{{ config(enabled=new_years() | length > 0) }}

-- Fails with the new years of which the panel has no value: correct new_years, or land
-- the files again (docs/scale.md).
with new_years as (
    select unnest([{{ new_years() | join(", ") }}]) as new_year
),

landed as (
    select distinct year from {{ ref('stg_figure') }}
    where seed_name = 'panel'
)

select new_years.new_year
from new_years
left join landed
    on new_years.new_year = landed.year
where landed.year is null
