{#
    Key of the pool in which the minimum and maximum of a normalisation are taken.

        global           all       every indicator, agglomeration and year
        indicator        i         one indicator, all agglomerations and years
        year             t         all indicators of one year
        indicator_year   i:t       one indicator in one year

    Null rule    an unknown pool gives null, so that nothing is scored by accident;
                 accepted values are tested on scenarios.

    pool           column or expression with one of the four names
    indicator_id   text
    year           integer

    Example: {{ normalisation_pool('scenarios.cv_pool', 'indicator_id', 'year') }}
#}
{% macro normalisation_pool(pool, indicator_id, year) -%}
    case {{ pool }}
        when 'global' then 'all'
        when 'indicator' then {{ indicator_id }}
        when 'year' then cast({{ year }} as {{ dbt.type_string() }})
        when 'indicator_year'
            then {{ indicator_id }} || ':' || cast({{ year }} as {{ dbt.type_string() }})
    end
{%- endmacro %}
