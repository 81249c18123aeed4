-- Every city of a scheme with its value, null where none; highest first.
select
    dim_city.*,
    dim_cluster_member.cluster_id,
    cluster_en,
    cluster_zh,
    figure.value,
    figure.status,
    figure.from_year,
    coalesce(above_fate.warning_flags, below_fate.warning_flags) as warning_flags,
    above.source_id,
    above.title_en as source_en,
    coalesce(above.title_zh, above.title_en) as source_zh,
    below.source_id as denominator_source_id,
    below.title_en as denominator_source_en,
    coalesce(below.title_zh, below.title_en) as denominator_source_zh
from marts.dim_city
inner join marts.dim_cluster_member using (city_id)
inner join marts.dim_cluster using (cluster_id)
left join marts.fct_city_indicator as figure
    on dim_city.city_id = figure.city_id
    and dim_cluster_member.membership_scheme_id = figure.membership_scheme_id
    and figure.indicator_id = $indicator
    and figure.year = $year
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
left join marts.dim_source as above
    on figure.numerator_source_id = above.source_id
left join marts.dim_source as below
    on figure.denominator_source_id = below.source_id
where dim_cluster_member.membership_scheme_id = $scheme
order by figure.value desc nulls last, dim_city.city_id asc
