-- The same with the place of each city, 1 where it has the best value, how many share
-- it, and how many cities have one.
select
    *,
    rank() over (
        partition by indicator_id
        order by same(value) * if(direction = 'negative', 1, -1)
    ) as place,
    count(*) over (partition by indicator_id, same(value)) as n_sharing,
    count(*) over (partition by indicator_id) as n_compared,
    place = 1 and n_sharing = 1 and n_compared > 1 as is_bold
from compare.city_table
order by dimension_number, indicator_number, city_id
