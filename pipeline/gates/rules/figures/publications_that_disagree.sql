-- expected: about what the other publications have for the city and year
-- why: publications of one variable print each other's figures or count the same;
-- the published figures differ by a fifth at most where the boundary is the same
-- severity: warning
with pairs as (
    select
        used.*,
        other.source_id as other_source_id,
        other.number as other_number,
        greatest(used.number / other.number, other.number / used.number) as factor,
        row_number() over (
            partition by used.variable_id, used.city_id, used.year
            order by abs(ln(used.number / other.number)) desc
        ) as rank_of_pair
    from figure_selected as used
    inner join figure_in_use as other
        on used.variable_id = other.variable_id
        and used.city_id = other.city_id
        and used.year = other.year
        and used.source_id <> other.source_id
    where used.number > 0
        and other.number > 0
        and not used.is_known
        and not other.is_known
        and not used.is_other_boundary
        and not other.is_other_boundary
)

select
    file,
    row,
    column_name,
    format(
        '{} in {}, {:g} in {}', value, year, other_number, other_source_id
    ) as value,
    case when factor > 2.5 then 'error' end as severity
from pairs
where rank_of_pair = 1
    and factor > 1.25
