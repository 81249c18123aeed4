-- Each indicator that is no alternative, and whether a reading is made of it.
select
    dim_indicator.*,
    dimension_en,
    dimension_zh,
    available.reason,
    coalesce(available.n_cells_with_statistic, 0) || ' / '
    || coalesce(available.n_cells, 0) as cells,
    coalesce(available.n_values, 0) as n_values,
    coalesce(dim_indicator.data_note, available.reason) as why,
    dim_indicator.data_note_zh as why_zh,
    dim_indicator.indicator_id in (
        select indicator_id
        from marts.fct_indicator_score
        where scenario_id = $reading and indicator_score is not null
    ) as is_used,
    (
        select coalesce(sum(n_published_rate), 0)
        from marts.fct_cluster_dispersion as dispersion
        where dispersion.membership_scheme_id = scenario.membership_scheme_id
            and dispersion.indicator_id = dim_indicator.indicator_id
            and dispersion.year in (
                select year
                from marts.fct_integration_index
                where scenario_id = scenario.scenario_id
            )
    ) as n_published_rate
from marts.dim_indicator
inner join marts.dim_dimension using (dimension_id)
inner join marts.dim_scenario as scenario on scenario.scenario_id = $reading
inner join marts.dim_indicator_list as lists
    on scenario.indicator_list = lists.indicator_list
    and dim_indicator.indicator_id = lists.indicator_id
left join marts.dim_indicator_availability as available
    on dim_indicator.indicator_id = available.indicator_id
    and scenario.membership_scheme_id = available.membership_scheme_id
    and scenario.panel_id = available.panel_id
where dim_indicator.alternative_of is null
    and (scenario.is_landed or not dim_indicator.is_landed)
    -- A region names only what it has figures of: others measure more.
    and (not scenario.is_landed or available.n_values > 0)
order by dim_indicator.sort_order
