-- expected: figures of one sign: a coefficient of variation needs a ratio scale, so
-- these cells have none
-- why: beside a mean near 0 every spread is large
-- severity: warning
-- checked: {{ ref('dim_indicator') }}
with numbered as (
    select
        indicator_id,
        membership_scheme_id,
        cluster_id,
        year,
        row_number() over (
            partition by indicator_id order by membership_scheme_id, cluster_id, year
        ) as number_of_row,
        count(*) over (partition by indicator_id) as n_rows
    from {{ ref('fct_cluster_dispersion') }}
    where null_reason in ('mixed_signs', 'zero_mean')
)

select
    'fct_cluster_dispersion' as mart,
    'cv_population' as column_name,
    membership_scheme_id || ' ' || cluster_id || ' '
    || cast(year as {{ dbt.type_string() }})
    || case
        when n_rows > 1
            then ' and ' || cast(n_rows - 1 as {{ dbt.type_string() }}) || ' more'
        else ''
    end as value,
    indicator_id
from numbered
where number_of_row = 1
