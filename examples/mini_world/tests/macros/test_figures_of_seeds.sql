-- Fails with the seeds whose filled cells, counted by hand, are not the rows of the long
-- form.
with expected as (
    select
        'head_count__population' as seed_name,
        count(resident_population) + count(urban_resident_population) as n_values
    from {{ ref('head_count__population') }}
    union all
    select
        'handbook__cities',
        count(gdp_per_capita)
        + count(average_wage)
        + count(resident_population)
        + count(fiscal_expenditure)
        + count(fiscal_expenditure_science)
        + count(fiscal_expenditure_education)
        + count(patents_granted)
        + count(hospital_beds)
        + count(gas_coverage_rate)
        + count(pm25_satellite)
        + count(household_waste_treatment_rate)
    from {{ ref('handbook__cities') }}
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
