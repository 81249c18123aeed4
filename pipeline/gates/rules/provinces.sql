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
steps as (
    select
        *,
        rise - median(rise) over same_years as step
    from rises
    where year_before is not null
    window same_years as (partition by ratio_id, year_before, year)
    qualify count(*) over same_years >= 10
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
