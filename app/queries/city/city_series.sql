-- A city's values of an indicator over the years, with its cluster's range.
select
    dispersion.year,
    figure.value,
    figure.status,
    figure.from_year,
    coalesce(above_fate.warning_flags, below_fate.warning_flags) as warning_flags,
    dispersion.mean_value,
    dispersion.min_value,
    dispersion.max_value
from marts.fct_cluster_dispersion as dispersion
inner join marts.dim_cluster_member as member
    using (membership_scheme_id, cluster_id)
left join marts.fct_city_indicator as figure
    using (membership_scheme_id, cluster_id, city_id, indicator_id, year)
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
where membership_scheme_id = $scheme
    and member.city_id = $city
    and indicator_id = $indicator
    and (figure.value is not null or dispersion.mean_value is not null)
order by dispersion.year
