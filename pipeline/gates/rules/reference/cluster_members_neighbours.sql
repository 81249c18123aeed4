-- expected: a city of the agglomeration among the three that are nearest, and the same
-- agglomeration in every scheme
-- why: an agglomeration is one area: a city among those of another is a slip of
-- cluster_id; of the 85 cities each has one or more of its own among the nearest three
-- severity: warning
with points as (
    select
        cluster_members.file,
        cluster_members.row,
        cluster_members.membership_scheme_id,
        cluster_members.cluster_id,
        cluster_members.city_id,
        cast(cities.lon as double) as lon,
        cast(cities.lat as double) as lat,
        count(*) over (
            partition by
                cluster_members.membership_scheme_id, cluster_members.cluster_id
        ) as n_members
    from cluster_members
    inner join cities
        on cluster_members.city_id = cities.city_id
    where cities.lon <> '' and cities.lat <> ''
),

pairs as (
    select
        points.file,
        points.row,
        points.cluster_id,
        points.city_id,
        nearby.cluster_id as other_cluster_id,
        rank() over (
            partition by points.membership_scheme_id, points.city_id
            order by
                (points.lat - nearby.lat) ** 2
                + ((points.lon - nearby.lon) * cos(radians(points.lat))) ** 2
        ) as distance_rank
    from points
    inner join points as nearby
        on points.membership_scheme_id = nearby.membership_scheme_id
        and points.city_id <> nearby.city_id
    where points.n_members > 1
),

nearest as (
    select
        file,
        row,
        cluster_id,
        city_id,
        string_agg(other_cluster_id, ', ' order by distance_rank) as near_cluster_ids,
        count(*) filter (where other_cluster_id = cluster_id) as n_of_own
    from pairs
    where distance_rank <= 3
    group by all
),

clusters_of_city as (
    select
        file,
        row,
        city_id,
        cluster_id,
        mode(cluster_id) over (partition by city_id) as usual_cluster_id,
        count(distinct cluster_id) over (partition by city_id) as n_clusters
    from cluster_members
)

select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id || ' (' || city_id || '; nearest: ' || near_cluster_ids || ')' as value
from nearest
where n_of_own = 0
union all
select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id || ' (' || city_id || '; in another scheme: ' || usual_cluster_id || ')'
        as value
from clusters_of_city
where n_clusters > 1 and cluster_id <> usual_cluster_id
