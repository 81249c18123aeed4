-- Fails with the corrections that name no published value, or another one than was
-- published. Fix the row of seeds/reference/corrections.csv: source_id, variable_id,
-- city_id, year and published_value must be those of the figure as printed.
select
    corrections.*,
    published.published_value as value_in_seed
from {{ ref('corrections') }} as corrections
left join {{ ref('stg_figure') }} as published
    on corrections.source_id = published.source_id
    and corrections.variable_id = published.variable_id
    and corrections.city_id = published.city_id
    and corrections.year = published.year
where
    {{ years_read('corrections.year') }}
    and (
        published.published_value is distinct from corrections.published_value
        or published.published_value is null
    )
