-- expected: a version of bounds that was frozen from a reading of the same choices,
-- and that has its cv_pool
-- why: bounds of other cities, statistics or series are no bounds of these figures;
-- where a pool has none, every score is empty
-- severity: error
with versions as (
    select
        bounds_version_id,
        any_value(scenario_id) as scenario_id,
        count(*) filter (where measure = 'cv' and pool_key = 'all') as n_global,
        count(*) filter (where measure = 'cv' and pool_key <> 'all') as n_of_indicators,
        count(*) filter (where measure = 'mean_value') as n_levels
    from frozen_bounds
    group by bounds_version_id
)

select
    scenarios.file,
    scenarios.row,
    'bounds_version_id' as column_name,
    scenarios.bounds_version_id || ' (frozen from: ' || origins.scenario_id || ')'
        as value
from scenarios
inner join versions
    on scenarios.bounds_version_id = versions.bounds_version_id
inner join scenarios as origins
    on versions.scenario_id = origins.scenario_id
where
    scenarios.sd_type <> origins.sd_type
    or scenarios.cv_pool <> origins.cv_pool
    or scenarios.level_pool <> origins.level_pool
    or scenarios.rail_definition <> origins.rail_definition
    or scenarios.pm25_series <> origins.pm25_series
    or scenarios.price_basis <> origins.price_basis
    or scenarios.membership_scheme_id <> origins.membership_scheme_id
    or scenarios.indicator_set <> origins.indicator_set
    or origins.bounds_version_id <> ''
    or case scenarios.cv_pool
        when 'global' then versions.n_global <> 1 or versions.n_of_indicators > 0
        when 'indicator' then versions.n_of_indicators <> versions.n_levels
        else true
    end
