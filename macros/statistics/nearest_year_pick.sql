{#
    Rank of a candidate year for a missing year: 1 is the one to take. The nearest year
    wins; on a tie, the earlier.

    Null rule    year and candidate_year must not be null.
    The caller keeps candidates within max_year_gap and takes rank 1.

    partition_by     list of columns that identify the missing value (with year)
    year             the missing year
    candidate_year   a year that has a value

    Example: for 2015, candidates 2014 and 2016 rank 1 and 2.
#}
{% macro nearest_year_pick(partition_by, year, candidate_year) -%}
    {%- if partition_by is string or partition_by | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "nearest_year_pick: partition_by is '" ~ partition_by
            ~ "', expected a list of column names") }}
    {%- endif -%}
    row_number() over (
        partition by {{ partition_by | join(', ') }}
        order by abs(({{ candidate_year }}) - ({{ year }})), {{ candidate_year }}
    )
{%- endmacro %}
