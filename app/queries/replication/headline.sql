-- How many claims hold.
select
    if(
        bool_or(outcome <> 'not_testable'), 'claims.headline', 'claims.none_testable'
    ) as say,
    count(*) filter (outcome = 'reproduced') as n,
    count(*) as n_all
from replication.claims
