-- A city's values of an indicator over the years, with its agglomeration's range.
select
    dispersion.year,
    figure.value,
    dim_indicator.unit,
    figure.status,
    figure.from_year,
    figure.warning_flags,
    figure.numerator_source_en,
    figure.numerator_source_zh,
    figure.denominator_source_en,
    figure.denominator_source_zh,
    dispersion.mean_value,
    dispersion.min_value,
    dispersion.max_value
from marts.fct_cluster_dispersion as dispersion
inner join marts.dim_cluster_member as member
    using (membership_scheme_id, cluster_id)
inner join marts.dim_indicator using (indicator_id)
left join marts.rpt_city_indicator as figure
    using (membership_scheme_id, cluster_id, city_id, indicator_id, year)
where membership_scheme_id = $scheme and member.city_id = $city
    and indicator_id = $indicator
    and (figure.value is not null or dispersion.mean_value is not null)
order by dispersion.year
