with scenarios as (
    select * from {{ ref('dim_scenario') }}
),

indexes as (
    select * from {{ ref('fct_integration_index') }}
),

choices as (
    select distinct choice_id
    from {{ ref('stg_reading_choices') }}
    where is_combined
),

-- Each reading once per choice: its option there, and the options of all the others.
readings as (
    select
        choices.choice_id,
        indexes.cluster_id,
        indexes.year,
        cast(indexes.index_rank as {{ dbt.type_float() }}) as index_rank,
        case choices.choice_id
            when 'sd_type' then scenarios.sd_type
            when 'cv_pool' then scenarios.cv_pool
            when 'level_pool' then scenarios.level_pool
            when 'negative_level' then scenarios.negative_level
            when 'specialisation_direction' then scenarios.specialisation_direction
            when 'rail_definition' then scenarios.rail_definition
            when 'membership_scheme_id' then scenarios.membership_scheme_id
            when 'aggregation' then scenarios.aggregation
        end as option_id,
        case
            when choices.choice_id <> 'sd_type' then scenarios.sd_type else ''
        end
        || '.' || case
            when choices.choice_id <> 'cv_pool' then scenarios.cv_pool else ''
        end
        || '.' || case
            when choices.choice_id <> 'level_pool' then scenarios.level_pool else ''
        end
        || '.' || case
            when
                choices.choice_id <> 'negative_level'
                then scenarios.negative_level
            else ''
        end
        || '.' || case
            when
                choices.choice_id <> 'specialisation_direction'
                then scenarios.specialisation_direction
            else ''
        end
        || '.' || case
            when
                choices.choice_id <> 'rail_definition'
                then scenarios.rail_definition
            else ''
        end
        || '.' || case
            when
                choices.choice_id <> 'membership_scheme_id'
                then scenarios.membership_scheme_id
            else ''
        end
        || '.' || case
            when choices.choice_id <> 'aggregation' then scenarios.aggregation else ''
        end as other_options
    from indexes
    inner join scenarios
        on indexes.scenario_id = scenarios.scenario_id
    cross join choices
    where
        scenarios.scenario_kind = 'reading'
        and indexes.index_rank is not null
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
