with between_cluster_cvs as (
    select * from {{ ref('fct_between_cluster_cv') }}
),

published as (
    select * from {{ ref('published_between_cluster_cv') }}
),

dimensions as (
    select * from {{ ref('dimensions') }}
),

default_scheme as (
    select membership_scheme_id from {{ ref('membership_schemes') }}
    where is_default
),

default_members as (
    select members.*
    from {{ ref('cluster_members') }} as members
    inner join default_scheme
        on members.membership_scheme_id = default_scheme.membership_scheme_id
),

-- What the paper prints is of its own agglomerations.
other_readings as (
    select distinct scenarios.scenario_id
    from {{ ref('dim_scenario') }} as scenarios
    inner join {{ ref('cluster_members') }} as members
        on scenarios.membership_scheme_id = members.membership_scheme_id
    left join default_members
        on members.cluster_id = default_members.cluster_id
    where default_members.cluster_id is null
),

final as (
    select
        between_cluster_cvs.scenario_id,
        between_cluster_cvs.dimension_id,
        between_cluster_cvs.year,
        dimensions.dimension_en,
        dimensions.dimension_zh,
        between_cluster_cvs.between_cluster_cv,
        published.between_cluster_cv as published_between_cluster_cv,
        between_cluster_cvs.between_cluster_cv - published.between_cluster_cv
            as difference,
        avg(
            abs(between_cluster_cvs.between_cluster_cv - published.between_cluster_cv)
        ) over (partition by between_cluster_cvs.scenario_id) as mean_distance
    from between_cluster_cvs
    inner join dimensions
        on between_cluster_cvs.dimension_id = dimensions.dimension_id
    left join other_readings
        on between_cluster_cvs.scenario_id = other_readings.scenario_id
    left join published
        on other_readings.scenario_id is null
        and between_cluster_cvs.dimension_id = published.dimension_id
        and between_cluster_cvs.year = published.year
)

select * from final
