-- Fails with the flags that name no published value: the row of
-- seeds/reference/value_flags.csv has a wrong source_id, variable_id, city_id or year.
select value_flags.*
from {{ ref('value_flags') }} as value_flags
left join {{ ref('stg_figure') }} as published
    on value_flags.source_id = published.source_id
    and value_flags.variable_id = published.variable_id
    and value_flags.city_id = published.city_id
    and value_flags.year = published.year
where
    {{ years_read('value_flags.year') }}
    and published.published_value is null
