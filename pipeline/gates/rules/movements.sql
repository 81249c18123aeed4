-- What rules read of ratios: figures beside others of the city, and how they move.

-- One row per ratio of plausible_ranges.csv, year and city of the seeds or its codes'
-- system, at the place of the numerator. A ratio of one variable is the figure itself.
create temp table ratio as
select
    ranges.ratio_id,
    ranges.unit,
    numerator.file,
    numerator.row,
    numerator.column_name,
    numerator.variable_id,
    numerator.city_id,
    numerator.year,
    numerator.value,
    numerator.is_known,
    place.peers,
    place.is_landed,
    denominator.column_name as denominator_name,
    denominator.number as denominator_number,
    ranges.can_be_zero = 'true' as can_be_zero,
    try_cast(ranges.lowest as double) as lowest,
    try_cast(ranges.highest as double) as highest,
    try_cast(ranges.lowest_of_city as double) as lowest_of_city,
    try_cast(ranges.highest_of_city as double) as highest_of_city,
    numerator.number * cast(ranges.multiplier as double)
    / coalesce(denominator.number, 1) * coalesce(times.number, 1) as number_of_ratio
from plausible_ranges as ranges
inner join figure_selected as numerator
    on ranges.numerator_variable_id = numerator.variable_id
inner join place
    on numerator.city_id = place.city_id
    and (ranges.code_system in ('', place.code_system) or not place.is_landed)
left join figure_selected as denominator
    on ranges.denominator_variable_id = denominator.variable_id
    and numerator.city_id = denominator.city_id
    and numerator.year = denominator.year
left join figure_selected as times
    on ranges.times_variable_id = times.variable_id
    and numerator.city_id = times.city_id
    and numerator.year = times.year
where (ranges.denominator_variable_id = '' or denominator.number > 0)
    and (ranges.times_variable_id = '' or times.number > 0);

-- Levels beside the median city of the year, where at least ten cities have the ratio:
-- what all cities have in common, growth and breaks of definition, is in the median.
create temp table level as
with medians as (
    select
        ratio.ratio_id,
        peer.peers,
        ratio.year,
        median(ratio.number_of_ratio) as median_of_year
    from ratio
    inner join peer
        on ratio.city_id = peer.city_id
    where ratio.number_of_ratio > 0
    group by ratio.ratio_id, peer.peers, ratio.year
    having count(*) >= 10
),

levels as (
    select
        ratio.ratio_id,
        ratio.city_id,
        ratio.year,
        ratio.number_of_ratio,
        ratio.is_known,
        ratio.number_of_ratio / medians.median_of_year as level_of_year
    from ratio
    inner join medians
        on ratio.ratio_id = medians.ratio_id
        and ratio.peers = medians.peers
        and ratio.year = medians.year
    where ratio.number_of_ratio > 0
)

select
    *,
    level_of_year / median(level_of_year) over near as factor_of_near,
    count(*) over near as n_near,
    level_of_year / lag(level_of_year) over by_year as step,
    lag(year) over by_year as year_before,
    lag(number_of_ratio) over by_year as ratio_before,
    coalesce(lag(is_known) over by_year, false) as is_known_before
from levels
window
    near as (
        partition by ratio_id, city_id order by year
        range between 3 preceding and 3 following
    ),
    by_year as (partition by ratio_id, city_id order by year);

-- Figures that leave what their city had in other years: rules list them, and stop
-- where there are many. A step back from a figure that is listed itself is not listed,
-- nor is a figure whose doubt a flag or a correction names.
create temp table movement as
with limits as (
    select
        ratio_id,
        try_cast(factor_of_own_years as double) as factor_of_own_years,
        try_cast(factor_of_step as double) as factor_of_step
    from plausible_ranges
    where factor_of_own_years <> '' or factor_of_step <> ''
),

factors as (
    select
        level.*,
        limits.factor_of_own_years,
        limits.factor_of_step,
        case
            when level.n_near >= 4 and not level.is_known
                then greatest(level.factor_of_near, 1 / level.factor_of_near)
        end as factor,
        case
            when not level.is_known and not level.is_known_before
                then greatest(level.step, 1 / level.step)
        end as factor_from_before
    from level
    inner join limits
        on level.ratio_id = limits.ratio_id
),

judged as (
    select
        *,
        coalesce(factor > factor_of_own_years, false) as is_of_own_years
    from factors
),

found as (
    select
        * exclude (is_known),
        case when is_of_own_years then factor else factor_from_before end
            as factor_found,
        case when is_of_own_years then factor_of_own_years else factor_of_step end
            as factor_allowed
    from judged
    where is_of_own_years or factor_from_before > factor_of_step
)

select
    found.*,
    ratio.file,
    ratio.row,
    ratio.column_name,
    ratio.variable_id,
    ratio.value
from found
inner join ratio
    on found.ratio_id = ratio.ratio_id
    and found.city_id = ratio.city_id
    and found.year = ratio.year
left join found as earlier
    on found.ratio_id = earlier.ratio_id
    and found.city_id = earlier.city_id
    and found.year_before = earlier.year
where found.is_of_own_years
    or earlier.is_of_own_years is distinct from true;
