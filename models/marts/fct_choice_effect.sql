with indexes as (
    select * from {{ ref('fct_integration_index') }}
    where index_rank is not null
),

-- The options of each reading in the choices that are combined.
chosen as (
    select choices.*
    from {{ ref('dim_scenario_choice') }} as choices
    inner join {{ ref('dim_scenario') }} as scenarios
        on choices.scenario_id = scenarios.scenario_id
    inner join {{ ref('dim_reading_choice') }} as registry
        on choices.choice_id = registry.choice_id
        and choices.option_id = registry.option_id
    where scenarios.scenario_kind = 'reading' and registry.is_combined
),

-- Each reading once per choice: its option there, and the options of all the other.
apart as (
    select
        chosen.scenario_id,
        chosen.choice_id,
        chosen.option_id,
        {{ dbt.listagg(
            "other.option_id", "'.'", "order by other.choice_id"
        ) }} as other_options
    from chosen
    inner join chosen as other
        on chosen.scenario_id = other.scenario_id
        and chosen.choice_id <> other.choice_id
    group by chosen.scenario_id, chosen.choice_id, chosen.option_id
),

readings as (
    select
        apart.choice_id,
        apart.option_id,
        apart.other_options,
        indexes.cluster_id,
        indexes.year,
        cast(indexes.index_rank as {{ dbt.type_float() }}) as index_rank
    from indexes
    inner join apart
        on indexes.scenario_id = apart.scenario_id
),

totals as (
    select
        choice_id,
        cluster_id,
        year,
        count(*) as n_readings,
        var_pop(index_rank) as rank_variance
    from readings
    group by choice_id, cluster_id, year
),

option_means as (
    select
        choice_id,
        cluster_id,
        year,
        option_id,
        avg(index_rank) as mean_rank
    from readings
    group by choice_id, cluster_id, year, option_id
),

main_effects as (
    select
        choice_id,
        cluster_id,
        year,
        var_pop(mean_rank) as main_variance
    from option_means
    group by choice_id, cluster_id, year
),

other_means as (
    select
        choice_id,
        cluster_id,
        year,
        other_options,
        avg(index_rank) as mean_rank
    from readings
    group by choice_id, cluster_id, year, other_options
),

other_effects as (
    select
        choice_id,
        cluster_id,
        year,
        var_pop(mean_rank) as variance_of_others
    from other_means
    group by choice_id, cluster_id, year
),

final as (
    select
        totals.choice_id,
        totals.cluster_id,
        totals.year,
        totals.n_readings,
        totals.rank_variance,
        main_effects.main_variance / nullif(totals.rank_variance, 0)
            as main_effect_share,
        case
            when totals.rank_variance > 0
                then greatest(
                        1 - other_effects.variance_of_others / totals.rank_variance, 0
                    )
        end as total_effect_share
    from totals
    inner join main_effects
        on totals.choice_id = main_effects.choice_id
        and totals.cluster_id = main_effects.cluster_id
        and totals.year = main_effects.year
    inner join other_effects
        on totals.choice_id = other_effects.choice_id
        and totals.cluster_id = other_effects.cluster_id
        and totals.year = other_effects.year
)

select * from final
