-- Every indicator of the chosen cities in a year; no row where a city has no figure.
select
    figure.*,
    directions.direction,
    dimension_id,
    dimension_en,
    dimension_zh,
    dim_dimension.sort_order as dimension_number,
    dim_indicator.sort_order as indicator_number
from marts.rpt_city_indicator as figure
inner join marts.dim_indicator using (indicator_id)
inner join marts.dim_dimension using (dimension_id)
inner join shared.directions as directions
    on figure.indicator_id = directions.indicator_id
where membership_scheme_id = $scheme and list_contains($cities, city_id)
    and year = $year and alternative_of is null
order by dimension_number, indicator_number, city_id
