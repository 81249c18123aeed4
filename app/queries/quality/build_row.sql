-- The build that the marts are of.
select
    * exclude (built_at),
    strftime(built_at, '%Y-%m-%d %H:%M UTC') as built_at
from quality.dim_build
