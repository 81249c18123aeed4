-- expected: a text in English and in Chinese, or in neither
-- why: a reader of the other language misses what is to be known
-- severity: warning
with long_texts as (
    select
        file,
        row,
        'definition_zh' as column_name,
        definition_zh as text_zh,
        definition as text_en
    from indicators
    union all
    select
        file,
        row,
        'data_note_zh' as column_name,
        data_note_zh as text_zh,
        data_note as text_en
    from indicators
    union all
    select
        file,
        row,
        'reason_zh' as column_name,
        reason_zh as text_zh,
        reason as text_en
    from series_breaks
    union all
    select
        file,
        row,
        'note_zh' as column_name,
        note_zh as text_zh,
        note as text_en
    from plans
    union all
    select
        file,
        row,
        'issuing_body_zh' as column_name,
        issuing_body_zh as text_zh,
        issuing_body_en as text_en
    from plans
    union all
    select
        file,
        row,
        'note_zh' as column_name,
        note_zh as text_zh,
        note as text_en
    from coordination_bodies
)

select
    file,
    row,
    column_name,
    text_zh || ' (English: ' || text_en || ')' as value
from long_texts
where (text_zh = '') <> (text_en = '')
