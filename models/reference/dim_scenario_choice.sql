with scenarios as (
    select * from {{ ref('ref_scenario') }}
),

paper_options as (
    select
        choice_id,
        option_id
    from {{ ref('reading_choices') }}
    where is_paper
),

reading_options as (
    select * from {{ ref('ref_reading_option') }}
),

chosen as (
    select * from {{ ref('scenario_choices') }}
),

final as (
    select
        scenarios.scenario_id,
        paper_options.choice_id,
        case paper_options.choice_id
            when 'membership_scheme_id' then scenarios.membership_scheme_id
            when 'indicator_set' then scenarios.indicator_set
            else coalesce(
                    reading_options.option_id, chosen.option_id, paper_options.option_id
                )
        end as option_id
    from scenarios
    cross join paper_options
    left join reading_options
        on scenarios.scenario_id = reading_options.scenario_id
        and paper_options.choice_id = reading_options.choice_id
    left join chosen
        on scenarios.scenario_id = chosen.scenario_id
        and paper_options.choice_id = chosen.choice_id
)

select * from final
