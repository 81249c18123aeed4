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
left join scenario_choice as pools
    on scenarios.scenario_id = pools.scenario_id
    and pools.choice_id = 'cv_pool'
where
    -- What the bounds are of; the other choices come after them.
    exists (
        select 1
        from scenario_choice as chosen
        inner join scenario_choice as frozen
            on chosen.choice_id = frozen.choice_id
            and chosen.option_id <> frozen.option_id
        where chosen.scenario_id = scenarios.scenario_id
            and frozen.scenario_id = origins.scenario_id
            and chosen.choice_id not in (
                'negative_level', 'specialisation_direction', 'aggregation',
                'has_size_adjustment', 'has_level_adjustment'
            )
    )
    or origins.bounds_version_id <> ''
    or case pools.option_id
        when 'global' then versions.n_global <> 1 or versions.n_of_indicators > 0
        when 'indicator' then versions.n_of_indicators <> versions.n_levels
        else true
    end
