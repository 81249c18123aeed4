with facts as (
    select
        *,
        measure like '%_rank' as is_rank
    from {{ ref('published_claim_facts') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
    where scenario_kind <> 'leave_one_out'
),

cluster_sizes as (
    select * from {{ ref('dim_cluster_size') }}
),

measures as (
    select * from {{ ref('fct_claim_measure') }}
),

extents as (
    select
        membership_scheme_id,
        {{ dbt.listagg('cluster_id', "', '", 'order by cluster_id') }} as clusters
    from cluster_sizes
    group by membership_scheme_id
),

-- The claims are about the agglomerations of the paper, all of them and no others.
tested_scenarios as (
    select scenarios.scenario_id
    from scenarios
    inner join extents
        on scenarios.membership_scheme_id = extents.membership_scheme_id
    inner join extents as extent_of_paper
        on extents.clusters = extent_of_paper.clusters
    inner join scenarios as paper
        on extent_of_paper.membership_scheme_id = paper.membership_scheme_id
        and paper.scenario_id = 'paper'
),

tested as (
    select measures.*
    from measures
    inner join tested_scenarios
        on measures.scenario_id = tested_scenarios.scenario_id
),

compared as (
    select
        scenarios.scenario_id,
        facts.*,
        case when facts.is_rank then tested.value_rank else tested.value end
            as actual_value,
        case
            when facts.is_rank and tested.value is not null then tested.n_sharing_rank
        end as n_sharing_rank
    from scenarios
    cross join facts
    left join tested
        on scenarios.scenario_id = tested.scenario_id
        and replace(facts.measure, '_rank', '') = tested.measure
        and coalesce(facts.cluster_id, '') = tested.cluster_id
        and coalesce(facts.other_cluster_id, '') = tested.other_cluster_id
        and coalesce(facts.dimension_id, '') = tested.dimension_id
        and coalesce(facts.from_year, 0) = tested.from_year
        and facts.year = tested.year
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
