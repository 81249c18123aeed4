-- How many indicators, dimensions and cities are left out one by one.
select
    left_out_kind,
    count(distinct left_out_id) as n
from marts.fct_leave_one_out
where year = $year
group by left_out_kind
