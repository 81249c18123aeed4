-- CV, k, R, f, K and points of each indicator, agglomeration and year.
--
-- `contribution` is what an indicator adds to the index, points: K over the indicators
-- of its dimension and over the dimensions; null for a geometric mean, no sum.
select
    fct_indicator_score.*,
    integration_index,
    indicator_en,
    indicator_zh,
    unit,
    100 * size_adjustment as most_score,
    dimension_en,
    dimension_zh,
    dim_dimension.sort_order as dimension_number,
    dim_indicator.sort_order as indicator_number,
    if(
        aggregation = 'arithmetic' and integration_index is not null,
        indicator_score / n_indicators_scored / n_dimensions_scored,
        null
    ) as contribution
from marts.fct_indicator_score
inner join marts.dim_indicator using (indicator_id)
inner join marts.dim_dimension
    on fct_indicator_score.dimension_id = dim_dimension.dimension_id
inner join marts.dim_scenario using (scenario_id)
inner join marts.fct_dimension_score
    on fct_indicator_score.scenario_id = fct_dimension_score.scenario_id
    and fct_indicator_score.cluster_id = fct_dimension_score.cluster_id
    and fct_indicator_score.year = fct_dimension_score.year
    and fct_indicator_score.dimension_id = fct_dimension_score.dimension_id
inner join marts.fct_integration_index
    on fct_indicator_score.scenario_id = fct_integration_index.scenario_id
    and fct_indicator_score.cluster_id = fct_integration_index.cluster_id
    and fct_indicator_score.year = fct_integration_index.year
where fct_indicator_score.scenario_id = $reading
