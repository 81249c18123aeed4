{#
    A condition on samples: those of the batch that is computed now. On DuckDB a model with
    `is_in_batches` in its meta is computed batch by batch (replace_relation), so that its
    memory does not grow with the number of draws; the other engines compute all at once.

    sample_number   integer expression, numbered from 1 (int_draw)
#}
{% macro in_batch(sample_number) -%}
    {{ return(adapter.dispatch("in_batch", "integration_index")(sample_number)) }}
{%- endmacro %}

{% macro default__in_batch(sample_number) -%}
    true
{%- endmacro %}

{% macro duckdb__in_batch(sample_number) -%}
    {{ sample_number }} between getvariable('first_sample') and getvariable('last_sample')
{%- endmacro %}

{# Statements that make a batch the one that in_batch asks for; it has 4,000 samples. #}
{% macro show_batch(batch) -%}
    set variable first_sample = {{ (batch - 1) * 4000 + 1 }};
    set variable last_sample = {{ batch * 4000 }};
{%- endmacro %}

{# Batches that hold all samples: there are at most as many as draws, and the paper's. #}
{% macro draw_batches() -%}
    {{ return((var("draws") | int) // 4000 + 1) }}
{%- endmacro %}
