-- expected: the years of a panel at equal distances, two of them or more
-- why: a year that is lost is not scored, and the bounds of all others move
-- severity: warning
with steps as (
    select
        file,
        row,
        panel_id,
        year,
        cast(year as integer) - lag(cast(year as integer)) over by_year as n_years,
        count(*) over (partition by panel_id) as n_in_panel
    from panel_years
    window by_year as (partition by panel_id order by cast(year as integer))
),

usual as (
    select
        panel_id,
        mode(n_years) as usual_step
    from steps
    group by panel_id
)

select
    steps.file,
    steps.row,
    'year' as column_name,
    steps.year || ' (' || steps.panel_id || ')' as value
from steps
inner join usual
    on steps.panel_id = usual.panel_id
where
    steps.n_years <> usual.usual_step
    or steps.n_in_panel = 1
