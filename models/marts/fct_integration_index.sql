with dimension_scores as (
    select * from {{ ref('fct_dimension_score') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
),

cluster_sizes as (
    select * from {{ ref('int_cluster_size') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

members as (
    select * from {{ ref('int_cluster_member') }}
),

area_changes as (
    select distinct
        city_id,
        year
    from {{ ref('area_changes') }}
),

-- Up to each year of a panel; the difference of two years lies between them.
changed as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        panel_years.panel_id,
        panel_years.year,
        count(*) as n_changes
    from members
    inner join area_changes
        on members.city_id = area_changes.city_id
    inner join panel_years
        on area_changes.year <= panel_years.year
    group by
        members.membership_scheme_id,
        members.cluster_id,
        panel_years.panel_id,
        panel_years.year
),

-- Every agglomeration in every year of the panel, also where nothing is scored.
cells as (
    select
        scenarios.scenario_id,
        scenarios.indicator_set,
        cluster_sizes.cluster_id,
        cluster_sizes.n_members,
        panel_years.year,
        coalesce(changed.n_changes, 0) as n_changes
    from scenarios
    inner join cluster_sizes
        on scenarios.membership_scheme_id = cluster_sizes.membership_scheme_id
    inner join panel_years
        on scenarios.panel_id = panel_years.panel_id
    left join changed
        on scenarios.membership_scheme_id = changed.membership_scheme_id
        and cluster_sizes.cluster_id = changed.cluster_id
        and panel_years.panel_id = changed.panel_id
        and panel_years.year = changed.year
),

averaged as (
    select
        dimension_scores.scenario_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        count(*) as n_dimensions,
        count(dimension_scores.dimension_score) as n_dimensions_scored,
        {{ mean_score('dimension_scores.dimension_score', 'scenarios.aggregation') }}
            as mean_dimension_score
    from dimension_scores
    inner join scenarios
        on dimension_scores.scenario_id = scenarios.scenario_id
    group by
        dimension_scores.scenario_id,
        dimension_scores.cluster_id,
        dimension_scores.year,
        scenarios.aggregation
),

-- A mean over fewer dimensions than the others have would not be comparable.
indexed as (
    select
        cells.scenario_id,
        cells.cluster_id,
        cells.year,
        cells.n_members,
        cells.n_changes,
        coalesce(averaged.n_dimensions, 0) as n_dimensions,
        coalesce(averaged.n_dimensions_scored, 0) as n_dimensions_scored,
        case
            when
                cells.indicator_set = 'available'
                or averaged.n_dimensions_scored = averaged.n_dimensions
                then averaged.mean_dimension_score
        end as integration_index
    from cells
    left join averaged
        on cells.scenario_id = averaged.scenario_id
        and cells.cluster_id = averaged.cluster_id
        and cells.year = averaged.year
),

final as (
    select
        scenario_id,
        cluster_id,
        year,
        n_members,
        n_dimensions,
        n_dimensions_scored,
        integration_index,
        {{ noise_free_rank('integration_index', ['scenario_id', 'year']) }}
            as index_rank,
        {{ noise_free_peers('integration_index', ['scenario_id', 'year']) }}
            as n_sharing_rank,
        n_changes - lag(n_changes) over (
            partition by scenario_id, cluster_id
            order by year
        ) as n_area_changes,
        integration_index - lag(integration_index) over (
            partition by scenario_id, cluster_id
            order by year
        ) as index_change
    from indexed
)

select * from final
