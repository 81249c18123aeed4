with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

selected as (
    select * from {{ ref('int_selected_value') }}
),

observations as (
    select * from {{ ref('int_observation') }}
),

final as (
    select
        assessed.source_id,
        assessed.city_id,
        assessed.variable_id,
        assessed.year,
        assessed.seed_name,
        case
            when assessed.assessment = 'rejected' then 'rejected'
            when selected.source_id <> assessed.source_id
                or selected.status = 'derived' then 'superseded'
            when assessed.assessment = 'corrected' then 'corrected'
            when selected.source_id = assessed.source_id then 'used'
        end as fate,
        case
            when assessed.assessment = 'rejected' then assessed.assessment_reason
            when selected.source_id <> assessed.source_id
                then 'Source ' || selected.source_id || ' takes precedence.'
            when selected.status = 'derived'
                then 'The rate of the counts of ' || selected.source_id
                    || ' takes precedence.'
            else assessed.assessment_reason
        end as fate_reason,
        assessed.correction_reason_zh,
        assessed.flags,
        assessed.warning_flags,
        assessed.published_value,
        observations.value as value_in_use
    from assessed
    left join selected
        on assessed.city_id = selected.city_id
        and assessed.variable_id = selected.variable_id
        and assessed.year = selected.year
    left join observations
        on assessed.city_id = observations.city_id
        and assessed.variable_id = observations.variable_id
        and assessed.year = observations.year
)

select * from final
