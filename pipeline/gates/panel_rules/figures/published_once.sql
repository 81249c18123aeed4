-- expected: each figure of a publication once, in one file
-- why: a figure that stands twice is counted twice in every mean, or one of the two is
-- taken by chance
-- severity: error
with repeated as (
    select
        source_id,
        variable_id,
        city_id
    from panel_series
    where n_figures > n_years
),

numbered as (
    select
        panel_figure.file,
        panel_figure.row,
        panel_figure.variable_id,
        panel_figure.value,
        panel_figure.city_id,
        panel_figure.year,
        row_number() over (
            partition by
                panel_figure.source_id,
                panel_figure.variable_id,
                panel_figure.city_id,
                panel_figure.year
            order by panel_figure.file, panel_figure.row
        ) as n_before
    from panel_figure
    inner join repeated
        on panel_figure.source_id = repeated.source_id
        and panel_figure.variable_id = repeated.variable_id
        and panel_figure.city_id = repeated.city_id
)

select
    file,
    row,
    variable_id as column_name,
    format('{} of {} in {}', value, city_id, year) as value,
    null as expected
from numbered
where n_before > 1
union all
select
    panel_figure.file,
    panel_figure.row,
    panel_figure.variable_id as column_name,
    format(
        '{} of {} in {}, {:g} in a seed or landing file',
        panel_figure.value, panel_figure.city_id, panel_figure.year, seed_figure.number
    ) as value,
    null as expected
from panel_figure
inner join seed_figure
    on panel_figure.source_id = seed_figure.source_id
    and panel_figure.variable_id = seed_figure.variable_id
    and panel_figure.city_id = seed_figure.city_id
    and panel_figure.year = seed_figure.year
