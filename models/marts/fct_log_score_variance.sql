with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indicator_scores as (
    select * from {{ ref('fct_indicator_score') }}
),

scores as (
    select
        indicator_scores.scenario_id,
        indicator_scores.indicator_score,
        case
            when indicator_scores.indicator_score > 0
                then ln(indicator_scores.indicator_score)
        end as log_score,
        case
            when indicator_scores.indicator_score > 0
                then ln(indicator_scores.evenness_score)
        end as log_evenness,
        case
            when indicator_scores.indicator_score > 0
                then ln(indicator_scores.size_adjustment)
        end as log_size,
        case
            when indicator_scores.indicator_score > 0
                then ln(indicator_scores.level_adjustment)
        end as log_level
    from indicator_scores
    inner join scenarios
        on indicator_scores.scenario_id = scenarios.scenario_id
    where
        scenarios.scenario_kind = 'named'
        and indicator_scores.indicator_score is not null
),

final as (
    select
        scenario_id,
        count(log_score) as n_scores,
        count(*) - count(log_score) as n_zero_scores,
        var_pop(log_score) as log_score_variance,
        covar_pop(log_evenness, log_score) / nullif(var_pop(log_score), 0)
            as evenness_share,
        covar_pop(log_size, log_score) / nullif(var_pop(log_score), 0)
            as size_share,
        covar_pop(log_level, log_score) / nullif(var_pop(log_score), 0)
            as level_share
    from scores
    group by scenario_id
)

select * from final
