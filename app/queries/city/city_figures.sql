-- Each indicator of a city with its figures, the files that hold them, and its place.
select
    figure.* exclude (indicator_id, indicator_en, indicator_zh, unit),
    dim_indicator.indicator_id,
    dim_indicator.indicator_en,
    dim_indicator.indicator_zh,
    dim_indicator.unit,
    directions.direction,
    dimension_id,
    dimension_en,
    dimension_zh,
    if(
        dim_indicator.unit <> '0_or_1' and n_cities > 1 and figure.value is not null,
        shown_rank(rank_in_cluster, n_sharing_value), null
    ) as rank,
    if(
        max_value > min_value,
        100 * (figure.value - min_value) / (max_value - min_value), null
    ) as place,
    100 * (mean_value - min_value) / (max_value - min_value) as mean_place,
    said(
        rank is not null, { 'say': 'city.rank', 'rank': rank, 'n': n_cities }
    ) as standing,
    said(
        figure.value is not null, { 'value': mean_value, 'unit': dim_indicator.unit }
    ) as mean,
    [
        part for part in [
            city_part(
                above.variable_en, above.variable_zh, numerator_value, above.unit,
                numerator_source_en, numerator_source_zh, above_seed.seed_name,
                figure.city_id, figure.from_year
            ),
            said(
                denominator_value is not null,
                city_part(
                    below.variable_en, below.variable_zh, denominator_value, below.unit,
                    denominator_source_en, denominator_source_zh, below_seed.seed_name,
                    figure.city_id, figure.from_year
                )
            )
        ] if part is not null and figure.value is not null
    ] as sources
from marts.dim_indicator
inner join marts.dim_dimension using (dimension_id)
inner join shared.directions as directions
    on dim_indicator.indicator_id = directions.indicator_id
inner join marts.dim_scenario as reading on reading.scenario_id = $reading
left join marts.rpt_city_indicator as figure
    on dim_indicator.indicator_id = figure.indicator_id
    and reading.membership_scheme_id = figure.membership_scheme_id
    and figure.city_id = $city
    and figure.year = $year
left join marts.dim_variable as above
    on figure.numerator_variable_id = above.variable_id
left join marts.dim_variable as below
    on figure.denominator_variable_id = below.variable_id
left join marts.fct_observation as above_seed
    on figure.numerator_variable_id = above_seed.variable_id
    and figure.city_id = above_seed.city_id
    and figure.from_year = above_seed.year
left join marts.fct_observation as below_seed
    on figure.denominator_variable_id = below_seed.variable_id
    and figure.city_id = below_seed.city_id
    and figure.from_year = below_seed.year
where dim_indicator.alternative_of is null
    and (reading.is_landed or not dim_indicator.is_landed)
order by dim_dimension.sort_order, dim_indicator.sort_order
