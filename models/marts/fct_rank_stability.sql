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

-- One zero in a geometric mean makes an index 0: a tie there is no place in an order.
at_rank as (
    select
        cluster_id,
        year,
        index_rank,
        count(*) as n_readings_at_rank,
        count(case when n_sharing_rank > 1 then 1 end) as n_readings_shared,
        count(
            case
                when
                    n_sharing_rank > 1
                    and {{ noise_free('integration_index') }} = 0
                    then 1
            end
        ) as n_readings_tied_at_zero
    from readings
    where index_rank is not null
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
        at_rank.n_readings_tied_at_zero,
        cast(
            at_rank.n_readings_at_rank - at_rank.n_readings_tied_at_zero
            as {{ dbt.type_float() }}
        ) / counted.n_readings as share_of_readings,
        cast(at_rank.n_readings_tied_at_zero as {{ dbt.type_float() }})
        / counted.n_readings as share_tied_at_zero
    from at_rank
    inner join counted
        on at_rank.cluster_id = counted.cluster_id
        and at_rank.year = counted.year
)

select * from final
