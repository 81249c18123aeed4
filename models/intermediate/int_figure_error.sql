with assessed as (
    select * from {{ ref('int_assessed_value') }}
    where needs_choice and usable_value > 0
),

indicators as (
    select * from {{ ref('dim_indicator') }}
    where not is_landed
),

variable_values as (
    select * from {{ ref('int_variable_value') }}
),

paper as (
    select * from {{ ref('dim_scenario') }}
    where scenario_id = 'paper'
),

-- What lands of other places and indicators says nothing of the errors of these.
cities as (
    select city_id from {{ ref('cluster_members') }}
    where membership_scheme_id in (select paper.membership_scheme_id from paper)
),

own_figures as (
    select * from {{ ref('int_member_indicator') }}
    where
        membership_scheme_id in (select paper.membership_scheme_id from paper)
        and indicator_id in (select indicators.indicator_id from indicators)
        and status <> 'carried'
        and value > 0
),

distances as (
    select listed.distance
    from (values (1), (2)) as listed (distance)
),

-- Half of the squared distance of two figures of the same thing is the square of the
-- error of each.
publications as (
    select
        case
            when one.is_other_boundary <> other.is_other_boundary
                then 'other_boundary'
            else 'reported'
        end as status,
        one.source_id,
        power(ln(one.usable_value / other.usable_value), 2) / 2 as squared_error
    from cities
    inner join assessed as one
        on cities.city_id = one.city_id
    inner join assessed as other
        on one.city_id = other.city_id
        and one.variable_id = other.variable_id
        and one.year = other.year
        and one.source_id <> other.source_id
),

rates as (
    select
        'published_rate' as status,
        indicators.indicator_id,
        power(
            ln(
                numerators.value / denominators.value
                * indicators.multiplier / rates.value
            ),
            2
        ) / 2 as squared_error
    from indicators
    inner join variable_values as rates
        on indicators.rate_variable_id = rates.variable_id
    inner join cities
        on rates.city_id = cities.city_id
    inner join variable_values as numerators
        on indicators.numerator_variable_id = numerators.variable_id
        and rates.city_id = numerators.city_id
        and rates.year = numerators.year
    inner join variable_values as denominators
        on indicators.denominator_variable_id = denominators.variable_id
        and rates.city_id = denominators.city_id
        and rates.year = denominators.year
    where
        rates.value > 0
        and numerators.value > 0
        and denominators.value > 0
),

-- What all cities share, a rise of prices say, leaves their order as it is.
carried_changes as (
    select
        distances.distance,
        later.indicator_id,
        ln(later.value / earlier.value)
        - avg(ln(later.value / earlier.value)) over (
            partition by distances.distance, later.indicator_id, later.year
        ) as deviation
    from own_figures as later
    cross join distances
    inner join own_figures as earlier
        on later.city_id = earlier.city_id
        and later.indicator_id = earlier.indicator_id
        and later.year - distances.distance = earlier.year
),

-- Half-way between two censuses, where an interpolated figure can be farthest off.
interpolated_changes as (
    select
        halfway.indicator_id,
        ln(2 * halfway.value / (earlier.value + later.value))
        - avg(ln(2 * halfway.value / (earlier.value + later.value))) over (
            partition by halfway.indicator_id, halfway.year
        ) as deviation
    from own_figures as halfway
    inner join own_figures as earlier
        on halfway.city_id = earlier.city_id
        and halfway.indicator_id = earlier.indicator_id
        and halfway.year - 5 = earlier.year
    inner join own_figures as later
        on halfway.city_id = later.city_id
        and halfway.indicator_id = later.indicator_id
        and halfway.year + 5 = later.year
    where halfway.status <> 'interpolated'
),

final as (
    select
        status,
        source_id as key_id,
        0 as distance,
        squared_error
    from publications
    union all
    select
        status,
        indicator_id as key_id,
        0 as distance,
        squared_error
    from rates
    union all
    select
        'carried' as status,
        indicator_id as key_id,
        distance,
        power(deviation, 2) as squared_error
    from carried_changes
    union all
    select
        'interpolated' as status,
        indicator_id as key_id,
        0 as distance,
        power(deviation, 2) as squared_error
    from interpolated_changes
)

select * from final
