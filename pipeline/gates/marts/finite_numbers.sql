-- expected: no NaN and no infinite number
-- why: a division by zero gives them, and one poisons every minimum
-- severity: error
-- checked: numbers
with counted as (
    {%- for number in numbers %}
        {%- set mart, column = number.split('.')[0], number.split('.')[-1] %}
        select
            '{{ mart }}' as mart,
            '{{ column }}' as column_name,
            count(*) as n_rows
        from {{ ref(mart) }}
        where
            {{ column }} = cast('NaN' as {{ dbt.type_float() }})
            or abs({{ column }}) = cast('Infinity' as {{ dbt.type_float() }})
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    'all' as mart,
    'rows' as column_name,
    n_rows as value,
    mart as not_finite_mart,
    column_name as not_finite_column
from counted
where n_rows > 0
