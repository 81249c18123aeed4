{#
    How many numbers share a rank of noise_free_rank, each with itself. A window function,
    of the same window as the rank, so that an engine sorts once for both.

    Null rule    null has no rank and shares none.

    value          numeric expression below a billion in size
    partition_by   list of columns: what is ranked together

    Example: {{ noise_free_peers('integration_index', ['scenario_id', 'year']) }}
    The numbers 0.1 + 0.2, 0.3 and 0.1 give 2, 2 and 1.
#}
{% macro noise_free_peers(value, partition_by) -%}
    {%- if partition_by is string or partition_by | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "noise_free_peers: partition_by is '" ~ partition_by
            ~ "', expected a list of column names") }}
    {%- endif -%}
    case
        when {{ value }} is not null then count(*) over (
            partition by {{ partition_by | join(', ') }}
            order by {{ noise_free(value) }} desc nulls last
            range between current row and current row
        )
    end
{%- endmacro %}
