-- expected: the agglomeration that the id begins with, the year that plan_id ends with,
-- and one level for all plans of one issuing body
-- why: plans are read beside the index of their agglomeration and year: one that slips
-- stands before or behind what it is said to have moved
-- severity: error
with institutions as (
    select
        file,
        row,
        plan_id as institution_id,
        cluster_id
    from plans
    union all
    select
        file,
        row,
        body_id as institution_id,
        cluster_id
    from coordination_bodies
),

levels as (
    select
        *,
        mode(level) over (partition by issuing_body_zh) as usual_level,
        mode(issuing_body_en) over (partition by issuing_body_zh) as usual_body_en
    from plans
    where issuing_body_zh <> ''
)

select
    file,
    row,
    'cluster_id' as column_name,
    cluster_id || ' (' || institution_id || ')' as value
from institutions
where
    lower(split_part(institution_id, '_', 1)) <> lower(cluster_id)
    and lower(split_part(institution_id, '_', 1)) in (
        select lower(clusters.cluster_id) from clusters
    )
union all
select
    file,
    row,
    'year' as column_name,
    year || ' (' || plan_id || ')' as value
from plans
where
    regexp_matches(plan_id, '_[0-9]{4}$')
    and right(plan_id, 4) <> year
union all
select
    file,
    row,
    'level' as column_name,
    level || ' (' || issuing_body_zh || ', ' || issuing_body_en || '; others: '
    || usual_level || ', ' || usual_body_en || ')' as value
from levels
where level <> usual_level or issuing_body_en <> usual_body_en
