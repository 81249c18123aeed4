-- expected: for each figure another precedence in sources.csv than any other source
-- of it
-- why: of two with the same, either might be taken
-- severity: error
with published as (
    select distinct
        variable_id,
        source_id
    from panel_series
),

tied as (
    select
        published.variable_id,
        cast(sources.precedence as integer) as precedence
    from published
    inner join sources
        on published.source_id = sources.source_id
    group by published.variable_id, cast(sources.precedence as integer)
    having count(*) > 1
),

others as (
    select
        variable_id,
        city_id,
        year,
        precedence,
        source_id,
        number
    from seed_figure
    union all
    select
        panel_figure.variable_id,
        panel_figure.city_id,
        panel_figure.year,
        panel_figure.precedence,
        panel_figure.source_id,
        panel_figure.number
    from panel_figure
    inner join tied
        on panel_figure.variable_id = tied.variable_id
        and panel_figure.precedence = tied.precedence
)

select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    format('{:g} of {}', panel_figure.number, panel_figure.source_id) as value,
    format(
        'expected another precedence in sources.csv than that of {}, which has {:g}',
        others.source_id, others.number
    ) as expected
from panel_figure
inner join others
    on panel_figure.variable_id = others.variable_id
    and panel_figure.city_id = others.city_id
    and panel_figure.year = others.year
    and panel_figure.precedence = others.precedence
where panel_figure.source_id <> others.source_id
