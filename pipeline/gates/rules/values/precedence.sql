-- expected: one figure per precedence: publications that have the same figure need
-- different precedences in sources.csv
-- why: of two with the same, either might be taken
-- severity: error
-- checked: figure_in_use
with tied as (
    select
        cast(sources.precedence as integer) as precedence,
        figure_in_use.variable_id,
        figure_in_use.city_id,
        figure_in_use.year
    from figure_in_use
    inner join sources
        on figure_in_use.source_id = sources.source_id
    group by all
    having count(*) > 1
)

select
    figure_in_use.file,
    figure_in_use.row,
    figure_in_use.column_name,
    figure_in_use.value
from figure_in_use
inner join sources
    on figure_in_use.source_id = sources.source_id
inner join tied
    on cast(sources.precedence as integer) = tied.precedence
    and figure_in_use.variable_id = tied.variable_id
    and figure_in_use.city_id = tied.city_id
    and figure_in_use.year = tied.year
