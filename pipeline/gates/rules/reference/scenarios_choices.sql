-- expected: choices that no other reading has
-- why: two names for one reading: one of the two has lost the choice that it is named
-- for
-- severity: error
with chosen as (
    select
        file,
        row,
        scenario_id,
        list(scenario_id) over same as scenario_ids
    from scenarios
    window same as (
        partition by
            sd_type, cv_pool, level_pool, negative_level, specialisation_direction,
            rail_definition, pm25_series, price_basis, membership_scheme_id,
            indicator_set,
            aggregation, has_size_adjustment, has_level_adjustment, panel_id,
            bounds_version_id
    )
)

select
    file,
    row,
    'scenario_id' as column_name,
    array_to_string(list_sort(scenario_ids), ', ') as value
from chosen
where len(scenario_ids) > 1
