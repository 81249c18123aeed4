-- expected: a name that has no more words of another id than of its own
-- why: names that slip by a row keep every figure and call it by another name
-- severity: warning
with named as (
    select
        'dimension_en' as column_name,
        file,
        row,
        dimension_id as id,
        dimension_en as name_en
    from dimensions
    union all
    select
        'indicator_en' as column_name,
        file,
        row,
        indicator_id as id,
        indicator_en as name_en
    from indicators
    union all
    select
        'scenario_en' as column_name,
        file,
        row,
        scenario_id as id,
        scenario_en as name_en
    from scenarios
),

id_words as (
    select distinct
        column_name,
        id,
        unnest(string_split(id, '_')) as word
    from named
),

matches as (
    select
        named.column_name,
        named.file,
        named.row,
        named.id,
        named.name_en,
        id_words.id as other_id,
        count(*) filter (
            where contains(lower(named.name_en), id_words.word)
        ) as n_matches,
        count(*) as n_words
    from named
    inner join id_words
        on named.column_name = id_words.column_name
    group by all
),

own as (
    select *
    from matches
    where id = other_id
)

select
    own.file,
    own.row,
    own.column_name,
    own.name_en || ' (' || own.id || '; fits better: '
    || string_agg(matches.other_id, ', ' order by matches.other_id) || ')' as value
from own
inner join matches
    on own.column_name = matches.column_name
    and own.id = matches.id
    and own.file = matches.file
    and own.row = matches.row
where
    matches.n_matches > own.n_matches
    and matches.n_matches * own.n_words >= own.n_matches * matches.n_words
group by own.file, own.row, own.column_name, own.name_en, own.id
