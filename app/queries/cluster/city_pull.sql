-- Which city pulls an agglomeration apart: its share of the squared distances from the
-- mean, averaged over the indicators of a reading, and where that share is largest.
with scored as (
    select measured_by_indicator_id as indicator_id
    from marts.fct_indicator_score
    where scenario_id = $reading and cluster_id = $cluster and year = $year
        and indicator_score is not null
),

distances as (
    select
        *,
        power(value - mean_value, 2) as squared,
        squared / nullif(sum(squared) over (partition by indicator_id), 0) as share
    from marts.rpt_city_indicator
    inner join scored using (indicator_id)
    where membership_scheme_id = $scheme and cluster_id = $cluster and year = $year
),

counted as (
    select count(distinct indicator_id) as n_indicators
    from distances
    where share is not null
)

select
    city_id,
    city_en,
    city_zh,
    n_indicators,
    sum(share) / n_indicators as mean_share,
    max(share) as most_share,
    arg_max(indicator_en, share) as indicator_en,
    arg_max(indicator_zh, share) as indicator_zh,
    arg_max(if(value > mean_value, 'above', 'below'), share) as place
from distances
cross join counted
where share is not null
group by city_id, city_en, city_zh, n_indicators
order by mean_share desc, city_id asc
