-- expected: a precedence after that of a census that has the same figures, and of a
-- publication from which its values are flagged as differing
-- why: of several publications the one with the smallest precedence is used: swapped,
-- an estimate takes the place of a count
-- severity: error
with figures_of_people as (
    select
        figure.variable_id,
        figure.source_id,
        figure.city_id,
        figure.year
    from figure
    inner join variables
        on figure.variable_id = variables.variable_id
    where variables.fill_rule = 'linear'
),

published_years as (
    select distinct
        variable_id,
        source_id,
        year
    from figures_of_people
),

steps as (
    select
        variable_id,
        source_id,
        year - lag(year) over (
            partition by variable_id, source_id order by year
        ) as n_years
    from published_years
),

-- People are counted every five or ten years, and estimated between.
censuses as (
    select
        variable_id,
        source_id
    from steps
    group by variable_id, source_id
    having min(n_years) >= 5
),

orders as (
    select distinct
        counts.source_id as first_id,
        estimates.source_id as second_id
    from censuses
    inner join figures_of_people as counts
        on censuses.variable_id = counts.variable_id
        and censuses.source_id = counts.source_id
    inner join figures_of_people as estimates
        on counts.variable_id = estimates.variable_id
        and counts.city_id = estimates.city_id
        and counts.year = estimates.year
    left join censuses as known
        on estimates.variable_id = known.variable_id
        and estimates.source_id = known.source_id
    where known.source_id is null
    union
    select
        regexp_extract(flag, '^(?:differs_from|overlap)_(.*)$', 1) as first_id,
        source_id as second_id
    from value_flags
)

select
    file,
    row,
    'precedence' as column_name,
    precedence as value,
    'a whole number from 1 on' as expected
from sources
where cast(precedence as integer) < 1
union all
select
    seconds.file,
    seconds.row,
    'precedence' as column_name,
    seconds.precedence || ' (' || firsts.source_id || ': ' || firsts.precedence || ')'
        as value,
    null as expected
from orders
inner join sources as firsts
    on orders.first_id = firsts.source_id
inner join sources as seconds
    on orders.second_id = seconds.source_id
where cast(firsts.precedence as integer) >= cast(seconds.precedence as integer)
