-- asked: claims of the paper that turn out otherwise in its reading
-- why: the scorecard is quoted
select
    'paper' as subject,
    format(
        '{}: {} -> {}',
        earlier.claim_id,
        earlier.outcome,
        coalesce(present.outcome, 'gone')
    ) as what_changes,
    0 as size
from published.fct_claim as earlier
left join marts.fct_claim as present
    on earlier.scenario_id = present.scenario_id
    and earlier.claim_id = present.claim_id
where
    earlier.scenario_id = 'paper'
    and earlier.outcome is distinct from present.outcome
