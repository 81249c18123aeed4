-- expected: the name, unit, title and publisher that _city_year__seeds.yml gives
-- why: what a variable and a publication are called stands beside the figures too: a
-- name or unit that slips by a row, or is changed in one place, is not the figures'
-- severity: error
with variable_texts as (
    select
        variables.file,
        variables.row,
        variables.variable_en
        || ' ('
        || variables.variable_zh
        || '), '
        || variables.unit
            as words,
        column_texts.description,
        column_texts.table_name
    from variables
    inner join column_texts
        on variables.variable_id = column_texts.column_name
    where contains(column_texts.table_name, '__')
),

source_texts as (
    select
        sources.file,
        sources.row,
        sources.title_en,
        sources.publisher,
        column_texts.description,
        column_texts.table_name
    from sources
    inner join column_texts
        on sources.source_id = split_part(column_texts.table_name, '__', 1)
    where contains(column_texts.table_name, '__') and column_texts.column_name = ''
)

select
    file,
    row,
    'variable_en' as column_name,
    words as value,
    'name and unit as seeds/city_year/_city_year__seeds.yml has them in ' || table_name
    || ': ' || description as expected
from variable_texts
where not starts_with(description, words || '.')
union all
select
    file,
    row,
    'title_en' as column_name,
    title_en || '; ' || publisher as value,
    'title and publisher as seeds/city_year/_city_year__seeds.yml has them in '
    || table_name || ': ' || description as expected
from source_texts
where
    not contains(description, 'Source: ' || title_en)
    or not contains(description, 'publisher: ' || publisher)
