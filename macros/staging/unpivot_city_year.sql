{#
    One row per city, year and variable that has a published value, from a wide seed
    with a row per city and year.

    Null rule: an empty cell is no published value and gives no row.

    relation    name of the CTE or relation that holds the wide rows
    source_id   publication of all its values (key of sources)
    seed_name   seed file without .csv, so that each value can be found again
    variables   list of the value columns; each is a variable_id of variables

    Example:
        {{ unpivot_city_year('figures', 'census', 'census__population',
            ['resident_population', 'urban_resident_population']) }}
#}
{% macro unpivot_city_year(relation, source_id, seed_name, variables) -%}
    {%- if variables is string or variables | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "unpivot_city_year: variables is " ~ variables
            ~ ", expected a list of value columns of " ~ seed_name) }}
    {%- endif -%}
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        year,
        published_value
    from (
        select
            wide.city_id,
            variable.variable_id,
            '{{ source_id }}' as source_id,
            '{{ seed_name }}' as seed_name,
            wide.year,
            case variable.variable_id
                {%- for variable in variables %}
                when '{{ variable }}' then wide.{{ variable }}
                {%- endfor %}
            end as published_value
        from {{ relation }} as wide
        cross join (
            values
            {%- for variable in variables %}
            ('{{ variable }}'){{ "," if not loop.last }}
            {%- endfor %}
        ) as variable (variable_id)
    ) as long
    where published_value is not null
{%- endmacro %}
