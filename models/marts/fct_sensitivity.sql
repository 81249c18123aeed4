with indexes as (
    select * from {{ ref('fct_integration_index') }}
),

sobol_indices as (
    select * from {{ ref('int_sobol_index') }}
),

measures as (
    select listed.measure
    from (values ('integration_index'), ('index_rank')) as listed (measure)
),

-- The options of each reading in the choices that are combined.
chosen as (
    select choices.*
    from {{ ref('dim_scenario_choice') }} as choices
    inner join {{ ref('dim_scenario') }} as scenarios
        on choices.scenario_id = scenarios.scenario_id
    inner join {{ ref('reading_choices') }} as registry
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
        measures.measure,
        indexes.cluster_id,
        indexes.year,
        case measures.measure
            when 'integration_index' then indexes.integration_index
            else indexes.index_rank
        end as value
    from indexes
    inner join apart
        on indexes.scenario_id = apart.scenario_id
    cross join measures
    where indexes.index_rank is not null
),

totals as (
    select
        choice_id,
        measure,
        cluster_id,
        year,
        count(*) as n_draws,
        var_pop(value) as variance
    from readings
    group by choice_id, measure, cluster_id, year
),

option_means as (
    select
        choice_id,
        measure,
        cluster_id,
        year,
        option_id,
        avg(value) as mean_value
    from readings
    group by choice_id, measure, cluster_id, year, option_id
),

main_effects as (
    select
        choice_id,
        measure,
        cluster_id,
        year,
        var_pop(mean_value) as variance
    from option_means
    group by choice_id, measure, cluster_id, year
),

other_means as (
    select
        choice_id,
        measure,
        cluster_id,
        year,
        other_options,
        avg(value) as mean_value
    from readings
    group by choice_id, measure, cluster_id, year, other_options
),

other_effects as (
    select
        choice_id,
        measure,
        cluster_id,
        year,
        var_pop(mean_value) as variance
    from other_means
    group by choice_id, measure, cluster_id, year
),

-- All combinations of the choices are no sample of them: their shares have no error.
final as (
    select
        'joint' as experiment_id,
        sobol_indices.*
    from sobol_indices
    union all
    select
        'choices' as experiment_id,
        totals.measure,
        totals.cluster_id,
        totals.year,
        totals.choice_id as uncertainty_id,
        totals.n_draws,
        totals.variance,
        main_effects.variance / nullif(totals.variance, 0) as first_order_index,
        0 as first_order_error,
        case
            when totals.variance > 0
                then greatest(1 - other_effects.variance / totals.variance, 0)
        end as total_index,
        0 as total_error
    from totals
    inner join main_effects
        on totals.choice_id = main_effects.choice_id
        and totals.measure = main_effects.measure
        and totals.cluster_id = main_effects.cluster_id
        and totals.year = main_effects.year
    inner join other_effects
        on totals.choice_id = other_effects.choice_id
        and totals.measure = other_effects.measure
        and totals.cluster_id = other_effects.cluster_id
        and totals.year = other_effects.year
)

select * from final
