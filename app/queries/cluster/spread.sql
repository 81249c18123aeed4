-- Each city's value beside its agglomeration's mean and extremes.
select
    figure.*,
    coalesce(above_fate.warning_flags, below_fate.warning_flags) as warning_flags,
    city_en,
    city_zh,
    cluster_en,
    cluster_zh,
    indicator_en,
    indicator_zh,
    mean_value,
    min_value,
    max_value,
    cv_population,
    n_cities,
    dim_indicator.sort_order,
    figure.value / nullif(mean_value, 0) as share_of_mean
from marts.fct_city_indicator as figure
inner join marts.fct_cluster_dispersion
    using (membership_scheme_id, cluster_id, indicator_id, year)
inner join marts.dim_indicator
    on figure.indicator_id = dim_indicator.indicator_id
inner join marts.dim_city on figure.city_id = dim_city.city_id
inner join marts.dim_cluster on figure.cluster_id = dim_cluster.cluster_id
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
where figure.membership_scheme_id = $scheme and figure.cluster_id = $cluster
    and figure.year = $year and alternative_of is null
order by dim_indicator.sort_order asc, figure.value desc, figure.city_id asc
