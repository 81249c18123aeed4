-- expected: for each figure another precedence in sources.csv than any other source of it
-- why: of two with the same, either might be taken
-- severity: error
with tied as (
    select
        variable_id,
        precedence
    from (select distinct variable_id, source_id from panel_series)
    inner join (
        select
            source_id,
            cast(precedence as integer) as precedence
        from sources
    ) using (source_id)
    group by variable_id, precedence
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
        variable_id,
        city_id,
        year,
        precedence,
        source_id,
        number
    from panel_figure
    semi join tied using (variable_id, precedence)
)

select
    panel_figure.file,
    panel_figure.row,
    variable_id as column_name,
    format('{:g} of {}', panel_figure.number, panel_figure.source_id) as value,
    format(
        'expected another precedence in sources.csv than that of {}, which has {:g}',
        others.source_id, others.number
    ) as expected
from panel_figure
inner join others using (variable_id, city_id, year, precedence)
where panel_figure.source_id <> others.source_id
