-- Every indicator of the chosen cities in a year; no row where a city has no figure.
select
    figure.*,
    dimension_id,
    dimension_en,
    dimension_zh
from marts.rpt_city_indicator as figure
inner join marts.dim_indicator using (indicator_id)
inner join marts.dim_dimension using (dimension_id)
where membership_scheme_id = $scheme and list_contains($cities, city_id)
    and year = $year and alternative_of is null
order by dim_dimension.sort_order, dim_indicator.sort_order, city_id
