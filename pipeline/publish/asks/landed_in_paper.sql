-- asked: landed figures that override those of the seeds or fill a gap of `paper`
-- why: the reading is of the seeds, and another publication may differ in method
with landed_before as (
    select * from published.fct_observation
    where is_landed(seed_name)
),

landed_now as (
    select * from marts.fct_observation
    where is_landed(seed_name)
),

-- Superseded are figures that a publication goes before.
overridden as (
    select * from marts.fct_observation_fate
    where
        not is_landed(seed_name)
        and fate = 'superseded'
),

years as (
    select distinct year
    from marts.fct_integration_index
    where scenario_id = 'paper'
),

member_cities as (
    select membership.city_id
    from marts.dim_cluster_member as membership
    inner join marts.dim_scenario as scenarios
        on membership.membership_scheme_id = scenarios.membership_scheme_id
    where scenarios.scenario_id = 'paper'
),

known as (
    select of_both.* from marts.dim_variable as of_both
    anti join landed.variables as landed
        on of_both.variable_id = landed.variable_id
),

-- A figure enters a year from its neighbours too, an interpolated one from any year.
entering as (
    select distinct
        landed_now.city_id,
        landed_now.variable_id,
        landed_now.year
    from landed_now
    semi join member_cities
        on landed_now.city_id = member_cities.city_id
    inner join known
        on landed_now.variable_id = known.variable_id
    inner join years
        on abs(landed_now.year - years.year) <= getvariable('max_year_gap')
        or known.fill_rule = 'linear'
    where known.role not in ('cross_check', 'context')
)

select
    format(
        '{} of {}, {}',
        landed_now.variable_id,
        landed_now.source_id,
        case
            when overridden.source_id is null then 'where the seeds have none'
            else 'in place of ' || overridden.source_id
        end
    ) as subject,
    format(
        '{} {}: {}{:.6g}',
        landed_now.city_id,
        landed_now.year,
        coalesce(format('{:.6g} -> ', overridden.published_value), ''),
        landed_now.value
    ) as what_changes,
    abs(
        ln(abs(nullif(landed_now.value, 0) / nullif(overridden.published_value, 0)))
    ) as size
from landed_now
left join overridden
    on landed_now.city_id = overridden.city_id
    and landed_now.variable_id = overridden.variable_id
    and landed_now.year = overridden.year
left join entering
    on landed_now.city_id = entering.city_id
    and landed_now.variable_id = entering.variable_id
    and landed_now.year = entering.year
anti join landed_before
    on landed_now.city_id = landed_before.city_id
    and landed_now.variable_id = landed_before.variable_id
    and landed_now.year = landed_before.year
    and landed_now.source_id = landed_before.source_id
    and landed_now.value = landed_before.value
where
    overridden.source_id is not null
    or entering.city_id is not null
