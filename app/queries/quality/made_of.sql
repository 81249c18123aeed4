-- The indicators that a reading is made of, those that it goes without, and those that
-- something else stands in for, wholly or in part.
with indicators as (
    select
        *,
        called(indicator_en, indicator_zh) as indicator
    from quality.availability
)

select
    count(*) as n_all,
    count(*) filter (is_used) as used,
    nullif(n_all - used, 0) as n_left_out,
    list(indicator) filter (not is_used) as left_out,
    list({
        'say': 'quality.proxy',
        'name': indicator,
        'proxy': called(proxy_en, proxy_zh)
    }) filter (is_used and proxy_en is not null) as proxies,
    list(indicator) filter (is_used and n_published_rate > 0) as rates
from indicators
