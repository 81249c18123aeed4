with facts as (
    select
        *,
        measure like '%_rank' as is_rank,
        case measure
            when 'dimension_rank' then 'dimension_score'
            else replace(measure, '_rank', '')
        end as ranked_measure
    from {{ ref('stg_published_claim_facts') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
    where scenario_kind <> 'leave_one_out'
),

measures as (
    select * from {{ ref('int_claim_measure') }}
),

compared as (
    select
        scenarios.scenario_id,
        facts.*,
        case
            when facts.is_rank then measures.value_rank
            else measures.value
        end as actual_value,
        case
            when facts.is_rank and measures.value is not null
                then measures.n_sharing_rank
        end as n_sharing_rank
    from scenarios
    cross join facts
    left join measures
        on scenarios.scenario_id = measures.scenario_id
        and facts.ranked_measure = measures.measure
        and coalesce(facts.cluster_id, '') = measures.cluster_id
        and coalesce(facts.other_cluster_id, '') = measures.other_cluster_id
        and coalesce(facts.dimension_id, '') = measures.dimension_id
        and coalesce(facts.from_year, 0) = measures.from_year
        and facts.year = measures.year
),

final as (
    select
        scenario_id,
        fact_id,
        claim_id,
        wording,
        cluster_id,
        other_cluster_id,
        dimension_id,
        year,
        from_year,
        measure,
        comparison,
        expected_value,
        tolerance,
        cast(actual_value as {{ dbt.type_float() }}) as actual_value,
        n_sharing_rank,
        case comparison
            when 'above'
                then {{ noise_free('actual_value') }} > expected_value
            when 'equal'
                then {{ noise_free('actual_value') }} = expected_value
                    and coalesce(n_sharing_rank, 1) = 1
            when 'about'
                then {{ noise_free('abs(actual_value - expected_value)') }}
                    <= tolerance
        end as is_met
    from compared
)

select * from final
