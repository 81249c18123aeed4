with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

claims as (
    select * from {{ ref('fct_claim') }}
),

final as (
    select
        claims.claim_id,
        count(*) as n_readings,
        count(case when claims.outcome = 'reproduced' then 1 end)
            as n_readings_reproduced,
        cast(
            count(case when claims.outcome = 'reproduced' then 1 end)
            as {{ dbt.type_float() }}
        ) / count(*) as share_of_readings,
        cast(
            count(
                case
                    when
                        scenarios.aggregation = 'arithmetic'
                        and claims.outcome = 'reproduced'
                        then 1
                end
            ) as {{ dbt.type_float() }}
        ) / nullif(
            count(case when scenarios.aggregation = 'arithmetic' then 1 end), 0
        ) as share_of_arithmetic
    from claims
    inner join scenarios
        on claims.scenario_id = scenarios.scenario_id
    where scenarios.scenario_kind = 'reading'
    group by claims.claim_id
)

select * from final
