with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

readings as (
    select indexes.*
    from indexes
    inner join scenarios
        on indexes.scenario_id = scenarios.scenario_id
    where scenarios.scenario_kind = 'reading'
),

counted as (
    select
        cluster_id,
        year,
        count(*) as n_readings
    from readings
    group by cluster_id, year
),

-- Agglomerations with the same index share the better rank.
shared as (
    select
        *,
        count(*) over (partition by scenario_id, year, index_rank) as n_sharing
    from readings
    where index_rank is not null
),

at_rank as (
    select
        cluster_id,
        year,
        index_rank,
        count(*) as n_readings_at_rank,
        count(case when n_sharing > 1 then 1 end) as n_readings_shared
    from shared
    group by cluster_id, year, index_rank
),

final as (
    select
        at_rank.cluster_id,
        at_rank.year,
        at_rank.index_rank,
        counted.n_readings,
        at_rank.n_readings_at_rank,
        at_rank.n_readings_shared,
        cast(at_rank.n_readings_at_rank as {{ dbt.type_float() }})
        / counted.n_readings as share_of_readings
    from at_rank
    inner join counted
        on at_rank.cluster_id = counted.cluster_id
        and at_rank.year = counted.year
)

select * from final
