-- Whether the cities of an agglomeration have become more alike.
select
    fct_sigma_convergence.*,
    first_year || '–' || last_year as period,
    indicator_en,
    indicator_zh
from marts.fct_sigma_convergence
inner join marts.dim_indicator using (indicator_id)
where membership_scheme_id = $scheme and cluster_id = $cluster and trend is not null
    and alternative_of is null
order by sort_order
