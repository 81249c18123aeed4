with published as (
    select
        published_values.*,
        published_variables.needs_choice
    from {{ ref('int_published_value') }} as published_values
    inner join {{ ref('int_published_variable') }} as published_variables
        on published_values.variable_id = published_variables.variable_id
),

value_flags as (
    select * from {{ ref('stg_value_flags') }}
),

flag_rules as (
    select * from {{ ref('stg_flag_rules') }}
),

landed_flags as (
    select * from {{ ref('int_landed_flag') }}
),

corrections as (
    select * from {{ ref('stg_corrections') }}
),

-- A rule for the variable goes before the rule for all variables.
treated_flags as (
    select
        value_flags.source_id,
        value_flags.variable_id,
        value_flags.city_id,
        value_flags.year,
        value_flags.flag,
        coalesce(own_rule.treatment, general_rule.treatment) as treatment
    from value_flags
    left join flag_rules as own_rule
        on value_flags.flag = own_rule.flag
        and value_flags.variable_id = own_rule.variable_id
    left join flag_rules as general_rule
        on value_flags.flag = general_rule.flag
        and general_rule.variable_id = 'all'
),

-- A flagged value of a panel may have flags beside it too: which it has is known when
-- the values are read, so its flags are listed with every text that it may be.
value_and_text_flags as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        '' as landed_flags,
        flag,
        treatment
    from treated_flags
    union
    select
        treated_flags.source_id,
        treated_flags.variable_id,
        treated_flags.city_id,
        treated_flags.year,
        texts.landed_flags,
        treated_flags.flag,
        treated_flags.treatment
    from treated_flags
    inner join landed_flags as texts
        on treated_flags.variable_id = texts.variable_id
    union
    select
        treated_flags.source_id,
        treated_flags.variable_id,
        treated_flags.city_id,
        treated_flags.year,
        texts.landed_flags,
        texts.flag,
        texts.treatment
    from treated_flags
    inner join landed_flags as texts
        on treated_flags.variable_id = texts.variable_id
),

flags_by_value as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        landed_flags,
        {{ joined_flags() }}
    from value_and_text_flags
    group by source_id, variable_id, city_id, year, landed_flags
),

-- The flags of a panel are texts beside its values, and few texts differ.
flags_by_text as (
    select
        variable_id,
        landed_flags,
        {{ joined_flags() }}
    from landed_flags
    group by variable_id, landed_flags
),

flagged as (
    select
        published.*,
        coalesce(flags_by_value.flags, flags_by_text.flags) as flags,
        coalesce(flags_by_value.is_rejected, flags_by_text.is_rejected) as is_rejected,
        coalesce(flags_by_value.rejecting_flags, flags_by_text.rejecting_flags)
            as rejecting_flags,
        coalesce(flags_by_value.warning_flags, flags_by_text.warning_flags)
            as warning_flags
    from published
    left join flags_by_value
        on published.source_id = flags_by_value.source_id
        and published.variable_id = flags_by_value.variable_id
        and published.city_id = flags_by_value.city_id
        and published.year = flags_by_value.year
        and coalesce(published.landed_flags, '') = flags_by_value.landed_flags
    left join flags_by_text
        on published.variable_id = flags_by_text.variable_id
        and published.landed_flags = flags_by_text.landed_flags
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
