with draws as (
    select * from {{ ref('int_draw') }}
    where {{ in_batch('sample_number') }}
),

levels as (
    select * from {{ ref('int_draw_claim_level') }}
),

facts as (
    select * from {{ ref('published_claim_facts') }}
),

terms as (
    select * from {{ ref('int_claim_term') }}
),

measured as (
    select
        levels.draw_id,
        terms.claim_id,
        terms.fact_id,
        terms.peer_id,
        case
            when count(levels.value) = terms.n_terms
                then sum(terms.term_sign * levels.value)
        end as value
    from levels
    inner join terms
        on levels.level_measure = terms.level_measure
        and levels.cluster_id = terms.cluster_id
        and levels.dimension_id = terms.dimension_id
        and levels.year = terms.year
    group by
        levels.draw_id, terms.claim_id, terms.fact_id, terms.peer_id, terms.n_terms
),

-- The rank is one more than the peers that are ahead; one that is shared is no place.
counted as (
    select
        draw_id,
        claim_id,
        fact_id,
        max(case when peer_id = '' then value end) as own_value,
        1 + count(case when peer_id <> '' and {{ noise_free('value') }} > 0 then 1 end)
            as own_rank,
        count(case when peer_id <> '' and {{ noise_free('value') }} = 0 then 1 end)
            as n_equal
    from measured
    group by draw_id, claim_id, fact_id
),

tested as (
    select
        counted.draw_id,
        counted.claim_id,
        case
            when counted.own_value is null then null
            when facts.measure like '%_rank' and facts.comparison = 'equal'
                then counted.own_rank = facts.expected_value and counted.n_equal = 0
            when facts.measure like '%_rank' and facts.comparison = 'above'
                then counted.own_rank > facts.expected_value
            when facts.comparison = 'above'
                then {{ noise_free('counted.own_value') }} > facts.expected_value
            when facts.comparison = 'about'
                then {{ noise_free(
                    'abs(counted.own_value - facts.expected_value)'
                ) }} <= facts.tolerance
        end as is_met
    from counted
    inner join facts
        on counted.fact_id = facts.fact_id
),

outcomes as (
    select
        draw_id,
        claim_id,
        count(is_met) as n_testable,
        count(case when is_met then 1 end) as n_met
    from tested
    group by draw_id, claim_id
),

claims as (
    select
        claim_id,
        count(*) as n_facts
    from facts
    where wording = 'counted'
    group by claim_id
),

-- A fact about a dimension that a draw has no score of is not among the outcomes.
final as (
    select
        draws.draw_id,
        claims.claim_id,
        case
            when coalesce(outcomes.n_testable, 0) < claims.n_facts then 'not_testable'
            when outcomes.n_met = claims.n_facts then 'reproduced'
            else 'not_reproduced'
        end as outcome
    from draws
    cross join claims
    left join outcomes
        on draws.draw_id = outcomes.draw_id
        and claims.claim_id = outcomes.claim_id
)

select * from final
