-- Each indicator of a city with figures, sources and place in its cluster.
select
    dim_indicator.indicator_id,
    dim_indicator.indicator_en,
    dim_indicator.indicator_zh,
    dim_indicator.unit,
    dim_indicator.direction,
    dim_dimension.dimension_id,
    dim_dimension.dimension_en,
    dim_dimension.dimension_zh,
    figure.value,
    figure.status,
    figure.from_year,
    figure.numerator_value,
    figure.denominator_value,
    coalesce(above_fate.warning_flags, below_fate.warning_flags) as warning_flags,
    source_above.source_id,
    source_below.source_id as denominator_source_id,
    above.variable_en as numerator_en,
    above.variable_zh as numerator_zh,
    above.unit as numerator_unit,
    below.variable_en as denominator_en,
    below.variable_zh as denominator_zh,
    below.unit as denominator_unit,
    source_above.title_en as source_en,
    coalesce(source_above.title_zh, source_above.title_en) as source_zh,
    source_below.title_en as denominator_source_en,
    coalesce(source_below.title_zh, source_below.title_en)
        as denominator_source_zh,
    dispersion.mean_value,
    dispersion.min_value,
    dispersion.max_value,
    dispersion.n_cities,
    dispersion.n_members,
    (
        select count(*) + 1
        from marts.fct_city_indicator as peer
        where peer.membership_scheme_id = figure.membership_scheme_id
            and peer.cluster_id = figure.cluster_id
            and peer.indicator_id = figure.indicator_id
            and peer.year = figure.year
            and peer.value > figure.value
    ) as rank_in_cluster,
    (
        select count(*)
        from marts.fct_city_indicator as peer
        where peer.membership_scheme_id = figure.membership_scheme_id
            and peer.cluster_id = figure.cluster_id
            and peer.indicator_id = figure.indicator_id
            and peer.year = figure.year
            and peer.value = figure.value
    ) as n_sharing_value
from marts.dim_indicator
inner join marts.dim_dimension using (dimension_id)
inner join marts.dim_scenario as reading on reading.scenario_id = $reading
left join marts.fct_city_indicator as figure
    on dim_indicator.indicator_id = figure.indicator_id
    and reading.membership_scheme_id = figure.membership_scheme_id
    and figure.city_id = $city
    and figure.year = $year
left join marts.fct_cluster_dispersion as dispersion
    on figure.membership_scheme_id = dispersion.membership_scheme_id
    and figure.cluster_id = dispersion.cluster_id
    and figure.indicator_id = dispersion.indicator_id
    and figure.year = dispersion.year
left join marts.fct_observation_fate as above_fate
    on figure.city_id = above_fate.city_id
    and figure.numerator_source_id = above_fate.source_id
    and figure.numerator_variable_id = above_fate.variable_id
    and figure.from_year = above_fate.year
left join marts.fct_observation_fate as below_fate
    on figure.city_id = below_fate.city_id
    and figure.denominator_source_id = below_fate.source_id
    and figure.denominator_variable_id = below_fate.variable_id
    and figure.from_year = below_fate.year
left join marts.dim_variable as above
    on figure.numerator_variable_id = above.variable_id
left join marts.dim_variable as below
    on figure.denominator_variable_id = below.variable_id
left join marts.dim_source as source_above
    on figure.numerator_source_id = source_above.source_id
left join marts.dim_source as source_below
    on figure.denominator_source_id = source_below.source_id
where dim_indicator.alternative_of is null
    and (reading.is_landed or not dim_indicator.is_landed)
order by dim_dimension.sort_order, dim_indicator.sort_order
