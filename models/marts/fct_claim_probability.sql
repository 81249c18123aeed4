with draws as (
    select * from {{ ref('int_draw') }}
    where part in ('joint', 'alone')
),

draw_claims as (
    select * from {{ ref('int_draw_claim') }}
),

scenarios as (
    select * from {{ ref('dim_scenario') }}
    where scenario_kind = 'reading'
),

claims as (
    select * from {{ ref('fct_claim') }}
),

outcomes as (
    select
        draws.experiment_id,
        draw_claims.claim_id,
        draw_claims.outcome
    from draw_claims
    inner join draws
        on draw_claims.draw_id = draws.draw_id
    union all
    select
        'choices' as experiment_id,
        claims.claim_id,
        claims.outcome
    from claims
    inner join scenarios
        on claims.scenario_id = scenarios.scenario_id
),

counted as (
    select
        experiment_id,
        claim_id,
        count(*) as n_draws,
        count(case when outcome = 'reproduced' then 1 end) as n_reproduced,
        count(case when outcome = 'not_reproduced' then 1 end) as n_not_reproduced,
        count(case when outcome = 'not_testable' then 1 end) as n_not_testable
    from outcomes
    group by experiment_id, claim_id
),

shares as (
    select
        experiment_id,
        claim_id,
        n_draws,
        cast(n_reproduced as {{ dbt.type_float() }}) / n_draws as share_reproduced,
        cast(n_not_reproduced as {{ dbt.type_float() }}) / n_draws
            as share_not_reproduced,
        cast(n_not_testable as {{ dbt.type_float() }}) / n_draws as share_not_testable
    from counted
),

final as (
    select
        experiment_id,
        claim_id,
        n_draws,
        share_reproduced,
        share_not_reproduced,
        share_not_testable,
        case
            when experiment_id = 'choices' then 0
            else sqrt(share_reproduced * (1 - share_reproduced) / n_draws)
        end as standard_error
    from shares
)

select * from final
