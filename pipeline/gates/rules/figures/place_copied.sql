-- expected: figures of its own, not those of another place
-- why: two places do not have the same figures; two columns of a row, or a column
-- in two years, to the fourth digit are one place's figures under two codes
-- severity: warning
with figures as (
    select *
    from figure_in_use
    where length(regexp_replace(value, '^[0.]+|[.]0*$|[.]', '', 'g')) >= 4
        and not (unit = 'percent' and number = 100)
),

pairs as (
    select
        later.*,
        earlier.city_id as other_city_id
    from figures as later
    inner join figures as earlier
        on later.variable_id = earlier.variable_id
        and later.source_id = earlier.source_id
        and later.year = earlier.year
        and later.number = earlier.number
        and later.city_id > earlier.city_id
),

counted as (
    select
        *,
        count(*) over same_year as n_of_year,
        count(*) over same_column as n_of_column,
        count(*) over (partition by source_id, city_id, other_city_id) as n_of_pair
    from pairs
    window
        same_year as (partition by source_id, city_id, other_city_id, year),
        same_column as (partition by source_id, city_id, other_city_id, variable_id)
)

select
    file,
    row,
    column_name,
    format(
        '{} of {} in {}, the figure of {}: {} of the year and {} of the column agree',
        value,
        city_id,
        year,
        other_city_id,
        n_of_year,
        n_of_column
    ) as value,
    case when n_of_pair >= 10 then 'error' end as severity
from counted
where n_of_year >= 2 or n_of_column >= 2
