-- The indicators that have city figures in any scheme, or in one.
select *
from marts.dim_indicator
where indicator_id in (
        select indicator_id
        from marts.fct_city_indicator
        where $scheme is null or membership_scheme_id = $scheme
    )
order by sort_order, indicator_id
