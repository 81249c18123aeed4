-- expected: at least one row
-- why: an inner join without a match empties a mart in silence
-- severity: error
-- checked: marts
with counted as (
    {%- for mart in marts %}
        select
            '{{ mart }}' as mart,
            count(*) as n_rows
        from {{ ref(mart) }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    'all' as mart,
    'rows' as column_name,
    n_rows as value,
    mart as empty_mart
from counted
where n_rows = 0
