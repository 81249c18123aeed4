-- Fails with the seeds whose filled cells, counted by hand, are not the rows of the long
-- form.
with expected as (
    select
        'census__population' as seed_name,
        count(resident_population) + count(urban_resident_population) as n_values
    from {{ ref('census__population') }}
    union all
    select
        'city_yearbook__health',
        count(hospital_beds) + count(doctors)
    from {{ ref('city_yearbook__health') }}
),

found as (
    select
        seed_name,
        count(*) as n_values
    from {{ ref('stg_figure') }}
    group by seed_name
)

select
    expected.seed_name,
    expected.n_values,
    found.n_values as n_found
from expected
left join found
    on expected.seed_name = found.seed_name
where coalesce(found.n_values, 0) <> expected.n_values
