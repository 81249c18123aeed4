with draws as (
    select * from {{ ref('int_draw') }}
    where {{ in_batch('sample_number') }}
),

indexes as (
    select draw_indexes.*
    from {{ ref('int_draw_index') }} as draw_indexes
    inner join draws
        on draw_indexes.draw_id = draws.draw_id
),

dimension_scores as (
    select
        dimension_scores.*,
        draws.sd_type
    from {{ ref('int_draw_dimension_score') }} as dimension_scores
    inner join draws
        on dimension_scores.draw_id = draws.draw_id
),

over_clusters as (
    select
        draw_id,
        dimension_id,
        year,
        case when count(*) = count(dimension_score) then sum(dimension_score) end
            as total_score,
        case sd_type
            when 'population'
                then {{ coefficient_of_variation('dimension_score', sd='population') }}
            when 'sample'
                then {{ coefficient_of_variation('dimension_score', sd='sample') }}
        end as between_cluster_cv
    from dimension_scores
    group by draw_id, dimension_id, year, sd_type
),

final as (
    select
        draw_id,
        'integration_index' as level_measure,
        cluster_id,
        '' as dimension_id,
        year,
        integration_index as value
    from indexes
    union all
    select
        draw_id,
        'dimension_score' as level_measure,
        cluster_id,
        dimension_id,
        year,
        dimension_score as value
    from dimension_scores
    union all
    select
        draw_id,
        'total_score' as level_measure,
        '' as cluster_id,
        dimension_id,
        year,
        total_score as value
    from over_clusters
    union all
    select
        draw_id,
        'between_cluster_cv' as level_measure,
        '' as cluster_id,
        dimension_id,
        year,
        between_cluster_cv as value
    from over_clusters
)

select * from final
