-- What rules of the seeds, of what landed and of a panel share: limits, and the other
-- codes and names that one city alone has.
create temp table limits as
select
    1949 as first_year,
    year(current_date) as last_year,
    -- A value this many times the year before it or the median of all cities, or that
    -- small a part, is a slip of unit (10^4 between yuan and 10,000 yuan) and stops the
    -- build; real steps stay below 300, real values below 500 times the median.
    1000 as slip_factor,
    -- The imports of small cities are down to 1/1148 of the median of all cities.
    1500 as slip_below_median,
    -- Worth a look: the yearbooks have some hundred of these, the flags name many.
    5 as jump_factor,
    -- Parts are printed with rounding: sections may exceed their total by this share.
    0.03 as rounding_of_parts,
    1 as tolerance_of_shares;

create temp table known_alias as
select
    alias,
    min(city_id) as city_id
from city_aliases
group by alias
having min(city_id) = max(city_id);

-- The cities of the seeds are compared with each other, whatever lands; a place that
-- landed with all of its system of codes: cities of China say nothing of districts of
-- Germany. Those whose system is not said are compared with each other.
create temp view place as
select
    city_id,
    code_system,
    not starts_with(file, 'seeds/') as is_landed,
    case when starts_with(file, 'seeds/') then 'seeds' else code_system end as peers
from cities;

-- The places that each is compared with: one row per peers and place.
create temp view peer as
with systems as (
    select distinct peers
    from place
    where is_landed
)

select
    peers,
    city_id
from place
where not is_landed
union all
select distinct
    systems.peers,
    place.city_id
from systems
inner join place
    on systems.peers = place.code_system;
