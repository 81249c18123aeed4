with facts as (
    select * from {{ ref('stg_published_claim_facts') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

between_cluster_cvs as (
    select * from {{ ref('fct_between_cluster_cv') }}
),

periods as (
    select distinct
        from_year,
        year
    from facts
    where from_year is not null
),

index_leads as (
    select
        ahead.scenario_id,
        facts.fact_id,
        ahead.integration_index - behind.integration_index as actual_value,
        cast(null as bigint) as n_sharing_rank
    from facts
    inner join indexes as ahead
        on facts.cluster_id = ahead.cluster_id
        and facts.year = ahead.year
    inner join indexes as behind
        on facts.other_cluster_id = behind.cluster_id
        and facts.year = behind.year
        and ahead.scenario_id = behind.scenario_id
    where facts.measure = 'index_lead'
),

index_changes as (
    select
        later.scenario_id,
        facts.fact_id,
        later.integration_index - earlier.integration_index as actual_value,
        cast(null as bigint) as n_sharing_rank
    from facts
    inner join indexes as later
        on facts.cluster_id = later.cluster_id
        and facts.year = later.year
    inner join indexes as earlier
        on facts.cluster_id = earlier.cluster_id
        and facts.from_year = earlier.year
        and later.scenario_id = earlier.scenario_id
    where facts.measure = 'index_change'
),

ranked_cvs as (
    select
        scenario_id,
        dimension_id,
        year,
        between_cluster_cv,
        {{ noise_free_rank('between_cluster_cv', ['scenario_id', 'year']) }} as cv_rank,
        count(*) over (
            partition by scenario_id, year, {{ noise_free('between_cluster_cv') }}
        ) as n_sharing_rank
    from between_cluster_cvs
),

cv_values as (
    select
        ranked_cvs.scenario_id,
        facts.fact_id,
        case
            when facts.measure = 'between_cluster_cv'
                then ranked_cvs.between_cluster_cv
            else ranked_cvs.cv_rank
        end as actual_value,
        case
            when facts.measure = 'between_cluster_cv_rank'
                then ranked_cvs.n_sharing_rank
        end as n_sharing_rank
    from facts
    inner join ranked_cvs
        on facts.dimension_id = ranked_cvs.dimension_id
        and facts.year = ranked_cvs.year
    where facts.measure in ('between_cluster_cv', 'between_cluster_cv_rank')
),

cv_falls as (
    select
        later.scenario_id,
        later.dimension_id,
        periods.from_year,
        periods.year,
        earlier.between_cluster_cv - later.between_cluster_cv as cv_fall
    from periods
    inner join between_cluster_cvs as later
        on periods.year = later.year
    inner join between_cluster_cvs as earlier
        on periods.from_year = earlier.year
        and later.scenario_id = earlier.scenario_id
        and later.dimension_id = earlier.dimension_id
),

ranked_falls as (
    select
        *,
        {{ noise_free_rank(
            'cv_fall', ['scenario_id', 'from_year', 'year']
        ) }} as fall_rank,
        count(*) over (
            partition by scenario_id, from_year, year, {{ noise_free('cv_fall') }}
        ) as n_sharing_rank
    from cv_falls
),

fall_values as (
    select
        ranked_falls.scenario_id,
        facts.fact_id,
        case
            when facts.measure = 'between_cluster_cv_fall' then ranked_falls.cv_fall
            else ranked_falls.fall_rank
        end as actual_value,
        case
            when facts.measure = 'between_cluster_cv_fall_rank'
                then ranked_falls.n_sharing_rank
        end as n_sharing_rank
    from facts
    inner join ranked_falls
        on facts.dimension_id = ranked_falls.dimension_id
        and facts.from_year = ranked_falls.from_year
        and facts.year = ranked_falls.year
    where facts.measure in ('between_cluster_cv_fall', 'between_cluster_cv_fall_rank')
),

shared_dimension_ranks as (
    select
        *,
        count(*) over (
            partition by scenario_id, dimension_id, year, dimension_rank
        ) as n_sharing_rank
    from dimension_scores
),

dimension_ranks as (
    select
        ranked.scenario_id,
        facts.fact_id,
        ranked.dimension_rank as actual_value,
        ranked.n_sharing_rank
    from facts
    inner join shared_dimension_ranks as ranked
        on facts.cluster_id = ranked.cluster_id
        and facts.dimension_id = ranked.dimension_id
        and facts.year = ranked.year
    where facts.measure = 'dimension_rank'
),

gains as (
    select
        later.scenario_id,
        later.cluster_id,
        later.dimension_id,
        periods.from_year,
        periods.year,
        later.dimension_score - earlier.dimension_score as gain
    from periods
    inner join dimension_scores as later
        on periods.year = later.year
    inner join dimension_scores as earlier
        on periods.from_year = earlier.year
        and later.scenario_id = earlier.scenario_id
        and later.cluster_id = earlier.cluster_id
        and later.dimension_id = earlier.dimension_id
),

ranked_gains as (
    select
        *,
        {{ noise_free_rank(
            'gain', ['scenario_id', 'cluster_id', 'from_year', 'year']
        ) }} as gain_rank,
        count(*) over (
            partition by
                scenario_id,
                cluster_id,
                from_year,
                year,
                {{ noise_free('gain') }}
        ) as n_sharing_rank
    from gains
),

gain_ranks as (
    select
        ranked_gains.scenario_id,
        facts.fact_id,
        ranked_gains.gain_rank as actual_value,
        ranked_gains.n_sharing_rank
    from facts
    inner join ranked_gains
        on facts.cluster_id = ranked_gains.cluster_id
        and facts.dimension_id = ranked_gains.dimension_id
        and facts.from_year = ranked_gains.from_year
        and facts.year = ranked_gains.year
    where facts.measure = 'dimension_gain_rank'
),

total_gains as (
    select
        scenario_id,
        dimension_id,
        from_year,
        year,
        sum(gain) as total_gain
    from gains
    group by scenario_id, dimension_id, from_year, year
),

ranked_total_gains as (
    select
        *,
        {{ noise_free_rank(
            'total_gain', ['scenario_id', 'from_year', 'year']
        ) }} as total_gain_rank,
        count(*) over (
            partition by scenario_id, from_year, year, {{ noise_free('total_gain') }}
        ) as n_sharing_rank
    from total_gains
),

total_gain_ranks as (
    select
        ranked_total_gains.scenario_id,
        facts.fact_id,
        ranked_total_gains.total_gain_rank as actual_value,
        ranked_total_gains.n_sharing_rank
    from facts
    inner join ranked_total_gains
        on facts.dimension_id = ranked_total_gains.dimension_id
        and facts.from_year = ranked_total_gains.from_year
        and facts.year = ranked_total_gains.year
    where facts.measure = 'total_gain_rank'
),

actual_values as (
    select * from index_leads
    union all
    select * from index_changes
    union all
    select * from cv_values
    union all
    select * from fall_values
    union all
    select * from dimension_ranks
    union all
    select * from gain_ranks
    union all
    select * from total_gain_ranks
),

final as (
    select
        scenarios.scenario_id,
        facts.fact_id,
        facts.claim_id,
        facts.cluster_id,
        facts.other_cluster_id,
        facts.dimension_id,
        facts.year,
        facts.from_year,
        facts.measure,
        facts.comparison,
        facts.expected_value,
        facts.tolerance,
        cast(actual_values.actual_value as {{ dbt.type_float() }}) as actual_value,
        case
            when actual_values.actual_value is not null
                then actual_values.n_sharing_rank
        end as n_sharing_rank,
        case facts.comparison
            when 'above'
                then {{ noise_free('actual_values.actual_value') }}
                    > facts.expected_value
            when 'equal'
                then {{ noise_free('actual_values.actual_value') }}
                    = facts.expected_value
                    and coalesce(actual_values.n_sharing_rank, 1) = 1
            when 'about'
                then {{ noise_free(
                        'abs(actual_values.actual_value - facts.expected_value)'
                    ) }} <= facts.tolerance
        end as is_met
    from scenarios
    cross join facts
    left join actual_values
        on scenarios.scenario_id = actual_values.scenario_id
        and facts.fact_id = actual_values.fact_id
    where scenarios.scenario_kind <> 'leave_one_out'
)

select * from final
