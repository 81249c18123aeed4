with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

observations as (
    select * from {{ ref('int_observation') }}
),

-- An observation is the value selected; interpolated ones stand only where every
-- published value is rejected.
final as (
    select
        assessed.source_id,
        assessed.city_id,
        assessed.variable_id,
        assessed.year,
        assessed.seed_name,
        case
            when assessed.assessment = 'rejected' then 'rejected'
            when observations.source_id <> assessed.source_id
                or observations.status = 'derived' then 'superseded'
            when assessed.assessment = 'corrected' then 'corrected'
            when observations.source_id = assessed.source_id then 'used'
        end as fate,
        case
            when assessed.assessment = 'rejected' then assessed.assessment_reason
            when observations.source_id <> assessed.source_id
                then 'Source ' || observations.source_id || ' takes precedence.'
            when observations.status = 'derived'
                then 'The rate of the counts of ' || observations.source_id
                    || ' takes precedence.'
            else assessed.assessment_reason
        end as fate_reason,
        assessed.correction_reason_zh,
        assessed.flags,
        assessed.warning_flags,
        assessed.published_value,
        observations.value as value_in_use
    from assessed
    left join observations
        on assessed.city_id = observations.city_id
        and assessed.variable_id = observations.variable_id
        and assessed.year = observations.year
)

select * from final
