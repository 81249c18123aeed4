-- In how many cities of an agglomeration each indicator has a value, by year, and
-- whether in all of them in each year of the reading.
with years as (
    select distinct year
    from marts.fct_cluster_dispersion
    where membership_scheme_id = $scheme and cluster_id = $cluster
)

select
    indicator.indicator_id,
    indicator.indicator_en,
    indicator.indicator_zh,
    years.year,
    printf('’%02d', years.year % 100) as year_en,
    max(n_members) over () as n_members,
    n_cities,
    n_interpolated + n_carried as n_estimated,
    coverage,
    count(*) filter (
        coverage = 1 and years.year in (select year from shared.reading_years)
    ) over (partition by indicator.indicator_id) = (
        select count(*) from shared.reading_years
    ) as is_whole
from shared.all_indicators as indicator
left join years on true
left join marts.fct_cluster_dispersion as dispersion
    on dispersion.membership_scheme_id = $scheme
    and dispersion.cluster_id = $cluster
    and indicator.indicator_id = dispersion.indicator_id
    and years.year = dispersion.year
order by indicator.sort_order, indicator.indicator_id, years.year
