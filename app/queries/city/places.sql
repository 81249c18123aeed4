-- The indicators of a city, and in which it has the best value of its agglomeration.
--
-- More is better or less, as the direction of the indicator says. Indicators of yes and
-- no, and those that are the same in all cities, have no best.
select
    *,
    unit <> '0_or_1' and same(min_value) < same(max_value)
    and value is not null as is_compared,
    is_compared
    and same(value) = same(if(direction = 'negative', min_value, max_value)) as is_best,
    case
        when is_best and n_sharing_value > 1 then 'shared'
        when is_best and direction = 'negative' then 'low'
        when is_best then 'high'
    end as best
from city.city_figures
