-- expected: claims numbered 1, 2, 3 ..., and their facts <claim_id>_01, _02 ...
-- why: a gap in the numbers is a claim or a fact that is lost
-- severity: error
with facts as (
    select
        *,
        claim_id || printf(
            '_%02d', row_number() over (partition by claim_id order by fact_id)
        ) as fact_id_in_order
    from published_claim_facts
),

claims as (
    select
        *,
        row_number() over (
            order by cast(claim_number as integer), row
        ) as number_in_order
    from published_claims
)

select
    file,
    row,
    'fact_id' as column_name,
    fact_id || ' (in order: ' || fact_id_in_order || ')' as value
from facts
where fact_id <> fact_id_in_order
union all
select
    file,
    row,
    'claim_number' as column_name,
    claim_number || ' (in order: ' || number_in_order || ')' as value
from claims
where cast(claim_number as integer) <> number_in_order
