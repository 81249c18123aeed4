-- asked: reported figures in years of a named reading that are now carried or
-- interpolated
-- why: a lost row is filled from a year beside it, and no statistic rests on fewer
-- cities
-- taken by: --accept-lower-coverage
with years as (
    select distinct
        scenarios.membership_scheme_id,
        index_cells.year
    from marts.fct_integration_index as index_cells
    inner join marts.dim_scenario as scenarios
        on index_cells.scenario_id = scenarios.scenario_id
    where scenarios.scenario_kind = 'named'
)

select distinct
    concat_ws(', ', present.indicator_id, present.cluster_id) as subject,
    format(
        '{} {}: {:.6g} -> {:.6g} ({})',
        present.city_id,
        present.year,
        earlier.value,
        present.value,
        concat_ws(' from ', present.status, nullif(present.from_year, present.year))
    ) as what_changes,
    abs(ln(abs(nullif(present.value, 0) / nullif(earlier.value, 0)))) as size
from published.fct_city_indicator as earlier
inner join marts.fct_city_indicator as present
    on earlier.membership_scheme_id = present.membership_scheme_id
    and earlier.city_id = present.city_id
    and earlier.indicator_id = present.indicator_id
    and earlier.year = present.year
semi join years
    on present.membership_scheme_id = years.membership_scheme_id
    and present.year = years.year
where
    earlier.status = 'reported'
    and present.status <> 'reported'
