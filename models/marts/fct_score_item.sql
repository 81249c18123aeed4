with cluster_sizes as (
    select
        cluster_sizes.cluster_id,
        cluster_sizes.size_adjustment
    from {{ ref('dim_cluster_size') }} as cluster_sizes
    inner join {{ ref('dim_scenario') }} as scenarios
        on cluster_sizes.membership_scheme_id = scenarios.membership_scheme_id
    where scenarios.scenario_id = 'paper'
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
    where scenario_id = 'paper'
),

dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
    where scenario_id = 'paper'
),

indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
    where scenario_id = 'paper'
),

items as (
    select
        'indicator' as item_kind,
        indicator_scores.indicator_id as item_id,
        indicator_scores.cluster_id,
        indicator_scores.year,
        cast(1 as {{ dbt.type_float() }})
        / (dimension_scores.n_indicators_scored * indexes.n_dimensions_scored)
            as nominal_weight,
        indicator_scores.indicator_score as score
    from indicator_scores
    inner join dimension_scores
        on indicator_scores.cluster_id = dimension_scores.cluster_id
        and indicator_scores.dimension_id = dimension_scores.dimension_id
        and indicator_scores.year = dimension_scores.year
    inner join indexes
        on indicator_scores.cluster_id = indexes.cluster_id
        and indicator_scores.year = indexes.year
    union all
    select
        'dimension' as item_kind,
        dimension_scores.dimension_id as item_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        cast(1 as {{ dbt.type_float() }}) / indexes.n_dimensions_scored
            as nominal_weight,
        dimension_scores.dimension_score as score
    from dimension_scores
    inner join indexes
        on dimension_scores.cluster_id = indexes.cluster_id
        and dimension_scores.year = indexes.year
),

-- With an arithmetic mean the index without size is the index over R.
final as (
    select
        items.item_kind,
        items.item_id,
        items.cluster_id,
        items.year,
        items.nominal_weight,
        items.score,
        items.score / nullif(cluster_sizes.size_adjustment, 0) as score_without_size
    from items
    inner join cluster_sizes
        on items.cluster_id = cluster_sizes.cluster_id
)

select * from final
