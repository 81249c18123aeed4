-- expected: a rate for every year, within 10 percent of the year before and not the
-- same
-- why: a rate of another currency or year turns dollars into too many or too few yuan;
-- from 2005 to 2023 the largest step is 8.7 percent (2008), and no two years have the
-- same rate to four decimals
-- severity: warning
with steps as (
    select
        file,
        row,
        year,
        yuan_per_usd,
        cast(year as integer) - lag(cast(year as integer)) over by_year as n_years,
        lag(yuan_per_usd) over by_year as rate_before,
        cast(yuan_per_usd as double)
        / lag(cast(yuan_per_usd as double)) over by_year as step
    from exchange_rates
    window by_year as (order by cast(year as integer))
)

select
    file,
    row,
    'yuan_per_usd' as column_name,
    yuan_per_usd || ' (year before: ' || rate_before || ')' as value,
    null as expected,
    -- 33 percent lies between dollar and euro; the yuan was devalued by 33 percent in
    -- 1994, before any of the figures.
    case when step not between 0.8 and 1.25 or step = 1 then 'error' end as severity
from steps
where step not between 0.9 and 1.1 or step = 1
union all
select
    file,
    row,
    'year' as column_name,
    year as value,
    'a rate for every year: the one before is missing' as expected,
    null as severity
from steps
where n_years > 1
