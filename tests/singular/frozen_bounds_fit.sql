-- Fails with the bounds that a scenario with frozen bounds lacks, and with those it
-- does not use: its indicators are not those of the version. Freeze a new version, or
-- give the scenario a panel whose years have the figures.
with cells as (
    select * from {{ ref('int_scenario_cell') }}
    where bounds_version_id is not null
),

used as (
    select distinct
        scenario_id,
        bounds_version_id,
        'cv' as measure,
        cv_pool_key as pool_key
    from cells
    union
    select distinct
        scenario_id,
        bounds_version_id,
        'mean_value' as measure,
        level_pool_key as pool_key
    from cells
),

stored as (
    select
        scenarios.scenario_id,
        frozen_bounds.bounds_version_id,
        frozen_bounds.measure,
        frozen_bounds.pool_key
    from {{ ref('stg_frozen_bounds') }} as frozen_bounds
    inner join {{ ref('int_scenario') }} as scenarios
        on frozen_bounds.bounds_version_id = scenarios.bounds_version_id
)

select
    coalesce(used.scenario_id, stored.scenario_id) as scenario_id,
    coalesce(used.measure, stored.measure) as measure,
    coalesce(used.pool_key, stored.pool_key) as pool_key,
    case
        when stored.scenario_id is null then 'no bounds in the version'
        else 'not used by the scenario'
    end as problem
from used
full outer join stored
    on used.scenario_id = stored.scenario_id
    and used.measure = stored.measure
    and used.pool_key = stored.pool_key
where
    used.scenario_id is null
    or stored.scenario_id is null
