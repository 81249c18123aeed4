-- What a rule reads of provinces: how far each city leaves what the others do.

-- One row per city, year and way of leaving: there and back again, or by a step.
create temp table departure as
with heights as (
    select
        ratio.*,
        ln(ratio.number_of_ratio) as height,
        try_cast(ranges.factor_of_province as double) as factor_of_province,
        try_cast(ranges.factor_of_province_step as double) as factor_of_province_step
    from ratio
    inner join plausible_ranges as ranges
        on ratio.ratio_id = ranges.ratio_id
    where ratio.number_of_ratio > 0
        and (ranges.factor_of_province <> '' or ranges.factor_of_province_step <> '')
),

rises as (
    select
        *,
        lag(year) over by_year as year_before,
        height - lag(height) over by_year as rise,
        is_known or lag(is_known) over by_year as is_known_step
    from heights
    window by_year as (partition by ratio_id, city_id order by year)
),

-- What the cities that have both years share, growth and breaks of definition, is in
-- their median, where they are ten at least.
medians as (
    select
        rises.ratio_id,
        peer.peers,
        rises.year_before,
        rises.year,
        median(rises.rise) as median_rise
    from rises
    inner join peer
        on rises.city_id = peer.city_id
    where rises.year_before is not null
    group by rises.ratio_id, peer.peers, rises.year_before, rises.year
    having count(*) >= 10
),

steps as (
    select
        rises.*,
        rises.rise - medians.median_rise as step
    from rises
    inner join medians
        on rises.ratio_id = medians.ratio_id
        and rises.peers = medians.peers
        and rises.year_before = medians.year_before
        and rises.year = medians.year
),

both_steps as (
    select
        steps.*,
        cities.province_zh,
        case
            when lead(steps.year_before) over by_year = steps.year
                and not lead(steps.is_known_step) over by_year
                then -lead(steps.step) over by_year
        end as step_back
    from steps
    inner join cities
        on steps.city_id = cities.city_id
    where cities.province_zh <> ''
    window by_year as (partition by steps.ratio_id, steps.city_id order by steps.year)
)

select
    * exclude (factor_of_province_step, factor_of_province),
    true as is_back_again,
    factor_of_province as factor_allowed,
    case
        when sign(step) = sign(step_back)
            then sign(step) * least(abs(step), abs(step_back))
        else 0
    end as departure
from both_steps
where not is_known_step
    and step_back is not null
union all by name
select
    * exclude (factor_of_province_step, factor_of_province),
    false as is_back_again,
    factor_of_province_step as factor_allowed,
    step as departure
from both_steps
where not is_known_step;
