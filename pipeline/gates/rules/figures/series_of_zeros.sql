-- expected: a figure above 0 in some year, or no row
-- why: blanks that were read as 0 make a city last in all years; a city that has none
-- of what is counted has no figure. Sections of employment can be empty
-- severity: warning
select
    figure_in_use.file,
    figure_in_use.column_name,
    min(figure_in_use.row) as row,
    format('{} years of {}, all 0', count(*), any_value(figure_in_use.city_id)) as value
from figure_in_use
inner join variables
    on figure_in_use.variable_id = variables.variable_id
where variables.role <> 'industry_section'
group by
    figure_in_use.file,
    figure_in_use.column_name,
    figure_in_use.source_id,
    figure_in_use.city_id
having max(abs(figure_in_use.number)) = 0 and count(*) > 1
