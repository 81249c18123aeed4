-- How good the figures of each scored indicator of an agglomeration are.
select
    indicator_en,
    indicator_zh,
    quality_grade,
    grade_reason_en,
    grade_reason_zh
from marts.fct_indicator_score as score
inner join marts.dim_indicator using (indicator_id)
inner join marts.dim_scenario using (scenario_id)
inner join marts.fct_cluster_dispersion as dispersion
    on dim_scenario.membership_scheme_id = dispersion.membership_scheme_id
    and score.cluster_id = dispersion.cluster_id
    and score.measured_by_indicator_id = dispersion.indicator_id
    and score.year = dispersion.year
where score.scenario_id = $reading
    and score.cluster_id = $cluster
    and score.year = $year
    and quality_grade is not null
order by dim_indicator.sort_order
