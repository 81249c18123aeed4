{#
    Shows Parquet files to Spark as a view of schema landing; an operation, not for models.
    A folder of partitions (year=2020/...) is read as one table, its columns from the
    names of the folders among them.

    table      name of the view
    location   file or folder, as the cluster sees it; not a pattern

    Example:
        dbt run-operation land_parquet --target spark_cluster
            --args '{table: panel, location: "hdfs:///panels/county"}'
#}
{% macro land_parquet(table, location) -%}
    {#- Hadoop reads a path as a pattern unless its signs are escaped. -#}
    {%- set escaped = modules.re.sub("([\\[\\]{}*?\\\\])", "\\\\\\1", location) -%}
    {%- do run_query("create schema if not exists landing") -%}
    {%- do run_query(
        "create or replace view landing." ~ table ~ " as select * from parquet.`"
        ~ escaped | replace("`", "``") ~ "`"
    ) -%}
{%- endmacro %}
