-- asked: ranks of a named reading that change
-- why: a rank is what readers quote
select
    present.scenario_id as subject,
    format(
        '{} {}: {} -> {}',
        present.cluster_id,
        present.year,
        earlier.index_rank,
        present.index_rank
    ) as what_changes,
    abs(present.integration_index - earlier.integration_index) as size
from published.fct_integration_index as earlier
inner join marts.fct_integration_index as present
    on earlier.scenario_id = present.scenario_id
    and earlier.cluster_id = present.cluster_id
    and earlier.year = present.year
inner join marts.dim_scenario as scenarios
    on present.scenario_id = scenarios.scenario_id
where
    scenarios.scenario_kind = 'named'
    and earlier.index_rank <> present.index_rank
