-- The classes of the map with their colours; the last is of cities without a figure.
select
    band,
    colour
from map.classes
union all by name
select distinct
    band,
    -1 as colour
from map.drawn
where value is null
order by colour < 0, colour
