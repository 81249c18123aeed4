{#
    The flags of a group, joined in order, and what they come to. Aggregates, as columns
    flags, is_rejected, rejecting_flags and warning_flags.

    Reads the columns flag and treatment ('reject', 'warn' or 'inform').
    Null rule    no flag with a treatment gives null in the list of it.

    Example: select city_id, {{ joined_flags() }} from treated_flags group by city_id
#}
{% macro joined_flags() -%}
    {{ dbt.listagg('flag', "', '", 'order by flag') }} as flags,
    max(case when treatment = 'reject' then 1 else 0 end) = 1 as is_rejected,
    {{ dbt.listagg(
        "case when treatment = 'reject' then flag end", "', '", 'order by flag'
    ) }} as rejecting_flags,
    {{ dbt.listagg(
        "case when treatment = 'warn' then flag end", "', '", 'order by flag'
    ) }} as warning_flags
{%- endmacro %}
