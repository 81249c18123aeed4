-- expected: a text in English and in Chinese, or in neither
-- why: a reader of the other language misses what is to be known
-- severity: warning
with everything as (
    select * from indicators
    union all by name
    select * from series_breaks
    union all by name
    select * from plans
    union all by name
    select * from coordination_bodies
    union all by name
    select * from cities
    union all by name
    select * from cluster_members
),

long_texts as (
    select
        everything.file,
        everything.row,
        texts.column_name,
        texts.text_zh,
        texts.text_en
    from everything
    cross join lateral (
        values
        ('definition_zh', everything.definition_zh, everything.definition),
        ('data_note_zh', everything.data_note_zh, everything.data_note),
        ('reason_zh', everything.reason_zh, everything.reason),
        ('note_zh', everything.note_zh, everything.note),
        ('boundary_note_zh', everything.boundary_note_zh, everything.boundary_note),
        ('extent_note_zh', everything.extent_note_zh, everything.extent_note),
        ('issuing_body_zh', everything.issuing_body_zh, everything.issuing_body_en)
    ) as texts (column_name, text_zh, text_en)
)

select
    file,
    row,
    column_name,
    text_zh || ' (English: ' || text_en || ')' as value
from long_texts
where (text_zh = '') <> (text_en = '')
