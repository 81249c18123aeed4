with landed as (
    select distinct
        variable_id,
        landed_flags
    from {{ ref('int_published_combination') }}
    where landed_flags is not null
),

flag_rules as (
    select * from {{ ref('stg_flag_rules') }}
),

parts as (
    select
        variable_id,
        landed_flags,
        {{ parts_of_text('landed_flags') }} as flag
    from landed
),

-- A rule for the variable goes before the rule for all variables.
final as (
    select
        parts.variable_id,
        parts.landed_flags,
        parts.flag,
        coalesce(own_rule.treatment, general_rule.treatment) as treatment
    from parts
    left join flag_rules as own_rule
        on parts.flag = own_rule.flag
        and parts.variable_id = own_rule.variable_id
    left join flag_rules as general_rule
        on parts.flag = general_rule.flag
        and general_rule.variable_id = 'all'
)

select * from final
