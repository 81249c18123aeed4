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
    group by scenario_id, claim_id
),

final as (
    select
        scenario_id,
        claim_id,
        case
            when n_facts_testable < n_facts then 'not_testable'
            when n_facts_met = n_facts then 'reproduced'
            else 'not_reproduced'
        end as outcome,
        evidence_for,
        evidence_against,
        evidence_missing,
        n_facts,
        n_facts_testable,
        n_facts_met
    from counted
)

select * from final
