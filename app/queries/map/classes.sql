-- The classes of an indicator, from little to much, by what they lie between: the
-- quintiles over all cities and years, as they read with $decimals. Those that read
-- alike are one bound, and none stands where nothing lies above it. Yes and no are
-- a class each. Of the five colours they have the first, the last and those between.
with found as (
    select
        unnest(quantile_cont(value, [0.2, 0.4, 0.6, 0.8])) as quintile,
        max(value) as highest
    from marts.fct_city_indicator
    where membership_scheme_id = $scheme and indicator_id = $indicator
),

bounds as (
    select distinct reads(quintile, $decimals) as high
    from found
    where reads(quintile, $decimals) < reads(highest, $decimals) and $unit <> '0_or_1'
    union all
    select unnest(if($unit = '0_or_1', [0.5, null], [null])) as high
)

select
    lag(high) over (order by high nulls last) as low,
    high,
    case
        when $unit = '0_or_1' then if(high is null, 'yes', 'no')
        when low is null and high is null then 'map.one_class'
        when low is null then 'map.class_to'
        when high is null then 'map.class_above'
        else 'map.class_between'
    end as read_as,
    {
        'say': read_as,
        'low': { 'value': low, 'unit': $unit },
        'high': { 'value': high, 'unit': $unit }
    } as band,
    if(
        count(*) over () = 1, 2,
        round(4 * percent_rank() over (order by high nulls last))
    )::integer as colour
from bounds
order by high nulls last
