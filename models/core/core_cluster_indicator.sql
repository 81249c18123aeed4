with paper as (
    select membership_scheme_id
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

cells as (
    select * from {{ ref('fct_cluster_dispersion') }}
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

indicators as (
    select * from {{ ref('core_indicator') }}
),

final as (
    select
        cells.cluster_id,
        cells.indicator_id,
        cells.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        indicators.indicator_en,
        indicators.indicator_zh,
        indicators.unit_en,
        indicators.unit_zh,
        cells.null_reason,
        cells.quality_grade,
        cells.grade_reason_en,
        cells.grade_reason_zh,
        cells.n_members,
        cells.n_cities,
        cells.coverage,
        cells.mean_value,
        cells.sd_population,
        cells.min_value,
        cells.max_value,
        cells.cv_population
    from paper
    inner join cells
        on paper.membership_scheme_id = cells.membership_scheme_id
    inner join clusters
        on cells.cluster_id = clusters.cluster_id
    inner join indicators
        on cells.indicator_id
        = coalesce(indicators.measured_by_indicator_id, indicators.indicator_id)
)

select * from final
