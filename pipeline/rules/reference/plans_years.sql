-- expected: the year that plan_id ends with
-- why: plans and agglomerations are read together by year: a year that slips moves a
-- plan behind what it is said to have moved
-- severity: error
select
    file,
    row,
    'year' as column_name,
    year || ' (' || plan_id || ')' as value
from plans
where
    regexp_matches(plan_id, '_[0-9]{4}$')
    and right(plan_id, 4) <> year
