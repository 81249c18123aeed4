-- A measure is a level, its change since from_year (of a CV the fall), absolute or as a
-- share of the level then, or its lead over another agglomeration.
with facts as (
    select
        *,
        replace(measure, '_rank', '') as measured,
        case
            when measure like 'index%' then 'integration_index'
            when measure like 'dimension%' then 'dimension_score'
            when measure like 'total%' then 'total_score'
            else 'between_cluster_cv'
        end as level_id
    from {{ ref('published_claim_facts') }}
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

levels as (
    select
        scenario_id,
        'integration_index' as level_id,
        cluster_id,
        '' as dimension_id,
        year,
        integration_index as value
    from indexes
    union all
    select
        scenario_id,
        'dimension_score' as level_id,
        cluster_id,
        dimension_id,
        year,
        dimension_score as value
    from dimension_scores
    union all
    select
        scenario_id,
        'total_score' as level_id,
        '' as cluster_id,
        dimension_id,
        year,
        case when count(*) = count(dimension_score) then sum(dimension_score) end
            as value
    from dimension_scores
    group by scenario_id, dimension_id, year
    union all
    select
        scenario_id,
        'between_cluster_cv' as level_id,
        '' as cluster_id,
        dimension_id,
        year,
        between_cluster_cv as value
    from between_cluster_cvs
),

-- Of all agglomerations and dimensions: what a fact is about is ranked among them.
measures as (
    select distinct
        measured,
        level_id,
        coalesce(other_cluster_id, '') as other_cluster_id,
        coalesce(from_year, 0) as from_year,
        year
    from facts
),

changes as (
    select
        measures.*,
        later.scenario_id,
        later.cluster_id,
        later.dimension_id,
        later.value,
        earlier.value as value_before,
        other.value as value_of_other,
        case measures.level_id
            when 'between_cluster_cv' then earlier.value - later.value
            else later.value - earlier.value
        end as level_change
    from measures
    inner join levels as later
        on measures.level_id = later.level_id
        and measures.year = later.year
    left join levels as earlier
        on later.scenario_id = earlier.scenario_id
        and later.level_id = earlier.level_id
        and later.cluster_id = earlier.cluster_id
        and later.dimension_id = earlier.dimension_id
        and measures.from_year = earlier.year
    left join levels as other
        on later.scenario_id = other.scenario_id
        and later.level_id = other.level_id
        and measures.other_cluster_id = other.cluster_id
        and later.dimension_id = other.dimension_id
        and later.year = other.year
),

-- Agglomerations are ranked within a dimension, dimensions within an agglomeration.
measured_values as (
    select
        scenario_id,
        measured as measure,
        cluster_id,
        other_cluster_id,
        dimension_id,
        from_year,
        year,
        case measured when 'dimension' then dimension_id else cluster_id end
            as ranked_within,
        case
            when other_cluster_id <> '' then value - value_of_other
            when from_year = 0 then value
            when measured like '%relative%' then level_change / nullif(value_before, 0)
            else level_change
        end as value
    from changes
),

final as (
    select
        *,
        {{ noise_free_rank('value', [
            'scenario_id', 'measure', 'other_cluster_id', 'from_year', 'year',
            'ranked_within'
        ]) }} as value_rank,
        {{ noise_free_peers('value', [
            'scenario_id', 'measure', 'other_cluster_id', 'from_year', 'year',
            'ranked_within'
        ]) }} as n_sharing_rank
    from measured_values
)

select * from final
