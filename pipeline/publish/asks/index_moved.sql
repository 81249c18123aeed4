-- asked: indexes of a named reading that move by more than a correction moves them
-- why: the limits stand in dbt_project.yml, with what they were chosen by
with moved as (
    select
        present.scenario_id,
        present.cluster_id,
        present.year,
        earlier.integration_index as index_before,
        present.integration_index as index_now,
        abs(present.integration_index - earlier.integration_index) as size
    from published.fct_integration_index as earlier
    inner join marts.fct_integration_index as present
        on earlier.scenario_id = present.scenario_id
        and earlier.cluster_id = present.cluster_id
        and earlier.year = present.year
)

select
    moved.scenario_id as subject,
    format(
        '{} {}: {:.2f} -> {:.2f}',
        moved.cluster_id,
        moved.year,
        moved.index_before,
        moved.index_now
    ) as what_changes,
    moved.size
from moved
inner join marts.dim_scenario as scenarios
    on moved.scenario_id = scenarios.scenario_id
where
    scenarios.scenario_kind = 'named'
    and moved.size > case moved.scenario_id
        when 'paper' then getvariable('ask_above_points')
        else getvariable('ask_above_points_of_other_readings')
    end
