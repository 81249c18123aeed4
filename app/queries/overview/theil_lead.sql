-- Where most of the gaps between cities lie.
with found as (
    select
        count(*) filter (within_share > 0.5) as n,
        count(*) as n_all,
        lowest(called(indicator_en, indicator_zh), within_share) as indicator,
        1 - min(within_share) as share
    from overview.theil_parts
)

select
    *,
    [
        'overview.theil_lead',
        said(
            n_all > 1 and len(indicator) = 1 and same(share) > 0, 'overview.theil_most'
        )
    ] as say
from found
