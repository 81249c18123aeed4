with observations as (
    select * from {{ ref('fct_observation') }}
),

cities as (
    select * from {{ ref('core_city') }}
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

variables as (
    select * from {{ ref('core_variable') }}
),

sources as (
    select * from {{ ref('core_source') }}
),

-- A total of an agglomeration is one only where all of its cities are in it.
counted as (
    select
        cities.cluster_id,
        observations.variable_id,
        observations.year,
        count(*) as n_cities
    from observations
    inner join cities
        on observations.city_id = cities.city_id
    group by cities.cluster_id, observations.variable_id, observations.year
),

final as (
    select
        observations.city_id,
        observations.variable_id,
        observations.year,
        cities.city_en,
        cities.city_zh,
        cities.cluster_id,
        cities.cluster_en,
        cities.cluster_zh,
        variables.variable_en,
        variables.variable_zh,
        variables.unit_en,
        variables.unit_zh,
        observations.status,
        observations.source_id,
        sources.title_en,
        sources.title_zh,
        observations.seed_name,
        observations.value,
        observations.published_value,
        counted.n_cities,
        clusters.n_members,
        counted.n_cities = clusters.n_members as is_of_all_members
    from observations
    inner join cities
        on observations.city_id = cities.city_id
    inner join clusters
        on cities.cluster_id = clusters.cluster_id
    inner join variables
        on observations.variable_id = variables.variable_id
    left join sources
        on observations.source_id = sources.source_id
    inner join counted
        on cities.cluster_id = counted.cluster_id
        and observations.variable_id = counted.variable_id
        and observations.year = counted.year
)

select * from final
