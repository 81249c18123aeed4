-- expected: only values that the table has whose key the column names
-- why: a join over it would lose rows, and a diagram would be wrong
-- severity: error
-- checked: references
with compared as (
    {%- for reference in references %}
        {%- set parts = (reference ~ '.b.c.d').split('.') %}
        {%- set mart, column, other, key = parts[0], parts[1], parts[2], parts[3] %}
        select
            '{{ mart }}' as mart,
            '{{ column }}' as column_name,
            '{{ other }}' as other_mart,
            referring.{{ column }} as value
        from {{ ref(mart) }} as referring
        left join {{ ref(other) }} as referred
            on referring.{{ column }} = referred.{{ key }}
        where referring.{{ column }} is not null and referred.{{ key }} is null
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    mart,
    column_name,
    min(value) as value,
    other_mart as referred_mart,
    count(*) as n_rows
from compared
group by mart, column_name, other_mart
