with facts as (
    select * from {{ ref('fct_claim_fact') }}
),

described as (
    select
        facts.*,
        facts.measure
        || coalesce(' ' || facts.cluster_id, '')
        || coalesce(' over ' || facts.other_cluster_id, '')
        || coalesce(' ' || facts.dimension_id, '')
        || coalesce(
            ' ' || cast(facts.from_year as {{ dbt.type_string() }}) || ' to', ''
        )
        || ' ' || cast(facts.year as {{ dbt.type_string() }}) as subject,
        coalesce(
            cast(
                cast(facts.actual_value as decimal(18, 3))
                as {{ dbt.type_string() }}
            ),
            'no value'
        )
        || case
            when facts.n_sharing_rank > 1
                then ', shared by ' || cast(
                        facts.n_sharing_rank as {{ dbt.type_string() }}
                    )
            else ''
        end as found,
        facts.comparison
        || ' ' || {{ number_text('facts.expected_value') }} as claimed
    from facts
),

stated as (
    select
        described.*,
        described.subject || ': ' || described.found
        || ' (claimed ' || described.claimed || ')' as fact_text
    from described
),

counted as (
    select
        scenario_id,
        claim_id,
        wording,
        count(*) as n_facts,
        count(is_met) as n_facts_testable,
        count(case when is_met then 1 end) as n_facts_met,
        {{ dbt.listagg(
            "case when is_met then fact_text end", "'; '", 'order by fact_id'
        ) }} as evidence_for,
        {{ dbt.listagg(
            "case when not is_met then fact_text end", "'; '", 'order by fact_id'
        ) }} as evidence_against,
        {{ dbt.listagg(
            "case when is_met is null then fact_text end", "'; '", 'order by fact_id'
        ) }} as evidence_missing
    from stated
    group by scenario_id, claim_id, wording
),

outcomes as (
    select
        *,
        case
            when n_facts_testable < n_facts then 'not_testable'
            when n_facts_met = n_facts then 'reproduced'
            else 'not_reproduced'
        end as outcome
    from counted
),

final as (
    select
        claims.scenario_id,
        claims.claim_id,
        claims.outcome,
        claims.evidence_for,
        claims.evidence_against,
        claims.evidence_missing,
        claims.n_facts,
        claims.n_facts_testable,
        claims.n_facts_met,
        other_wordings.outcome as other_wording_outcome,
        case other_wordings.outcome
            when 'reproduced' then other_wordings.evidence_for
            when 'not_reproduced' then other_wordings.evidence_against
            when 'not_testable' then other_wordings.evidence_missing
        end as other_wording_evidence
    from outcomes as claims
    left join outcomes as other_wordings
        on claims.scenario_id = other_wordings.scenario_id
        and claims.claim_id = other_wordings.claim_id
        and other_wordings.wording = 'other'
    where claims.wording = 'counted'
)

select * from final
