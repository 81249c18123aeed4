with dispersion as (
    select * from {{ ref('int_cluster_dispersion') }}
),

panel_years as (
    select * from {{ ref('panel_years') }}
),

cells as (
    select
        panel_years.panel_id,
        dispersion.*
    from dispersion
    inner join panel_years
        on dispersion.year = panel_years.year
),

missing_by_year as (
    select
        membership_scheme_id,
        panel_id,
        indicator_id,
        year,
        count(*) as n_clusters_missing,
        {{ dbt.listagg(
            "cluster_id || ' ' || null_reason", "', '", 'order by cluster_id'
        ) }} as missing_clusters
    from cells
    where null_reason is not null
    group by membership_scheme_id, panel_id, indicator_id, year
),

missing_cells as (
    select
        membership_scheme_id,
        panel_id,
        indicator_id,
        {{ dbt.listagg(
            "cast(year as " ~ dbt.type_string() ~ ") || ': ' || missing_clusters",
            "'; '", 'order by year'
        ) }} as missing_list
    from missing_by_year
    group by membership_scheme_id, panel_id, indicator_id
),

counted as (
    select
        membership_scheme_id,
        panel_id,
        indicator_id,
        count(*) as n_cells,
        count(*) - count(null_reason) as n_cells_with_statistic,
        cast(sum(n_cities) as bigint) as n_values
    from cells
    group by membership_scheme_id, panel_id, indicator_id
),

final as (
    select
        counted.membership_scheme_id,
        counted.panel_id,
        counted.indicator_id,
        missing_cells.missing_list,
        counted.n_cells,
        counted.n_cells_with_statistic,
        counted.n_values,
        counted.n_cells = counted.n_cells_with_statistic as is_balanced
    from counted
    left join missing_cells
        on counted.membership_scheme_id = missing_cells.membership_scheme_id
        and counted.panel_id = missing_cells.panel_id
        and counted.indicator_id = missing_cells.indicator_id
)

select * from final
