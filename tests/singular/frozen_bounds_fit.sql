-- Fails with the stored bounds that their scenario no longer uses: the indicator has no
-- statistic everywhere in its panel, or is gone, and the scores of earlier years would
-- change. Freeze a new version, or give the scenario a panel whose years have figures.
select
    scenarios.scenario_id,
    frozen_bounds.bounds_version_id,
    frozen_bounds.pool_key as indicator_id
from {{ ref('frozen_bounds') }} as frozen_bounds
inner join {{ ref('dim_scenario') }} as scenarios
    on frozen_bounds.bounds_version_id = scenarios.bounds_version_id
left join {{ ref('int_scenario_cell') }} as used
    on scenarios.scenario_id = used.scenario_id
    and frozen_bounds.pool_key = used.indicator_id
where
    frozen_bounds.measure = 'mean_value'
    and used.scenario_id is null
