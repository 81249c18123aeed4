-- expected: sections that together make up the persons employed, within a twentieth for
-- half of the cities
-- why: a section whose role or figures are lost is missing in the sum, whatever it is
-- called; in the yearbooks half of the cities are within 1.4 percent in every year
-- severity: error
with sections as (
    select
        figures.city_id,
        figures.year,
        sum(figures.number) as section_total
    from figure_selected as figures
    inner join variables
        on figures.variable_id = variables.variable_id
    where variables.role = 'industry_section'
    group by figures.city_id, figures.year
),

years as (
    select
        totals.year,
        median(sections.section_total / totals.number) as section_share,
        min(totals.file) as file
    from figure_selected as totals
    inner join sections
        on totals.city_id = sections.city_id
        and totals.year = sections.year
    where totals.variable_id = 'employment_total' and totals.number > 0
    group by totals.year
)

select
    file,
    null as row,
    'employment_total' as column_name,
    printf('%.1f percent in %d', 100 * section_share, year) as value
from years
where abs(section_share - 1) > 0.05
