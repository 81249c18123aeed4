{#
    Rank of a computed number, 1 for the largest; numbers that are equal to nine decimal
    places share the better rank (noise_free). A window function.

    Null rule    null has no rank and takes none from others.

    value          numeric expression below a billion in size
    partition_by   list of columns: what is ranked together

    Example: {{ noise_free_rank('integration_index', ['scenario_id', 'year']) }}
    The numbers 0.1 + 0.2, 0.3 and 0.1 have ranks 1, 1 and 3.
#}
{% macro noise_free_rank(value, partition_by) -%}
    {%- if partition_by is string or partition_by | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "noise_free_rank: partition_by is '" ~ partition_by
            ~ "', expected a list of column names") }}
    {%- endif -%}
    case
        when {{ value }} is not null then cast(
            rank() over (
                partition by {{ partition_by | join(', ') }}
                order by {{ noise_free(value) }} desc nulls last
            ) as bigint
        )
    end
{%- endmacro %}
