-- How many published values there are, and what share of them is used as it is.
select
    'quality.headline' as say,
    sum(n_values) as n,
    sum(n_values) filter (fate = 'used') / n as share
from quality.fates
