-- How many of the claims that fail hold in part, what cannot be tested, and what the
-- figures are.
with outcomes as (
    select
        nullif(count(*) filter (outcome = 'not_reproduced'), 0) as failed,
        count(*) filter (outcome = 'not_reproduced' and n_facts_met > 0) as near,
        count(*) filter (outcome = 'not_testable') as n,
        count(*) as n_claims
    from replication.claims
)

select
    *,
    [
        'claims.failed',
        said(n between 1 and n_claims - 1, 'claims.untested'),
        'claims.figures',
        'claims.left_out',
        'quality.proxies',
        'quality.rates'
    ] as say
from outcomes
cross join quality.made_of
