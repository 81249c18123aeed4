-- How many indicators a reading is made of, of what, and which are left out.
select
    *,
    ['quality.used', 'quality.without', 'quality.proxies', 'quality.rates'] as say
from quality.made_of
