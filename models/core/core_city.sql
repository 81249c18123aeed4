with paper as (
    select membership_scheme_id
    from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

members as (
    select * from {{ ref('cluster_members') }}
),

cities as (
    select * from {{ ref('cities') }}
),

clusters as (
    select * from {{ ref('core_cluster') }}
),

final as (
    select
        cities.city_id,
        cities.city_en,
        cities.city_zh,
        cities.province_en,
        cities.province_zh,
        clusters.cluster_id,
        clusters.cluster_en,
        clusters.cluster_zh,
        members.extent_note,
        members.extent_note_zh,
        cities.boundary_note,
        cities.boundary_note_zh,
        cities.lon,
        cities.lat,
        members.is_whole_city
    from paper
    inner join members
        on paper.membership_scheme_id = members.membership_scheme_id
    inner join clusters
        on members.cluster_id = clusters.cluster_id
    inner join cities
        on members.city_id = cities.city_id
)

select * from final
