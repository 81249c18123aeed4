-- What of the gaps between all cities lies within the agglomerations.
select
    fct_theil_decomposition.*,
    indicator_en,
    indicator_zh
from marts.fct_theil_decomposition
inner join marts.dim_indicator using (indicator_id)
where membership_scheme_id = $scheme and year = $year and alternative_of is null
    and within_share is not null
order by sort_order
