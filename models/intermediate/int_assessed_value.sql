with figures as (
    select * from {{ ref('stg_figure') }}
),

variables as (
    select distinct
        variable_id,
        needs_choice
    from {{ ref('int_published_combination') }}
),

flag_sets as (
    select * from {{ ref('int_flag_set') }}
),

corrections as (
    select * from {{ ref('corrections') }}
),

flagged as (
    select
        figures.*,
        variables.needs_choice,
        coalesce(of_value.flags, of_text.flags) as flags,
        coalesce(of_value.is_rejected, of_text.is_rejected) as is_rejected,
        coalesce(of_value.is_other_boundary, of_text.is_other_boundary, false)
            as is_other_boundary,
        coalesce(of_value.rejecting_flags, of_text.rejecting_flags) as rejecting_flags,
        coalesce(of_value.warning_flags, of_text.warning_flags) as warning_flags
    from figures
    inner join variables
        on figures.variable_id = variables.variable_id
    left join flag_sets as of_value
        on figures.source_id = of_value.source_id
        and figures.variable_id = of_value.variable_id
        and figures.city_id = of_value.city_id
        and figures.year = of_value.year
        and coalesce(figures.landed_flags, '') = of_value.landed_flags
    left join flag_sets as of_text
        on figures.variable_id = of_text.variable_id
        and figures.landed_flags = of_text.landed_flags
        and of_text.source_id is null
),

final as (
    select
        flagged.city_id,
        flagged.variable_id,
        flagged.source_id,
        flagged.seed_name,
        flagged.needs_choice,
        case
            when corrections.value_used is not null then 'corrected'
            when corrections.source_id is not null then 'rejected'
            when flagged.is_rejected then 'rejected'
            else 'published'
        end as assessment,
        case
            when corrections.source_id is not null then corrections.reason
            when flagged.is_rejected
                then 'Flag: ' || flagged.rejecting_flags
        end as assessment_reason,
        corrections.reason_zh as correction_reason_zh,
        flagged.flags,
        flagged.warning_flags,
        flagged.is_other_boundary,
        flagged.warning_flags is not null and corrections.source_id is null
            as is_doubted,
        flagged.year,
        flagged.published_value,
        case
            when corrections.source_id is not null then corrections.value_used
            when flagged.is_rejected then null
            else flagged.published_value
        end as usable_value
    from flagged
    left join corrections
        on flagged.source_id = corrections.source_id
        and flagged.variable_id = corrections.variable_id
        and flagged.city_id = corrections.city_id
        and flagged.year = corrections.year
)

select * from final
