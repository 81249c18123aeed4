with value_flags as (
    select * from {{ ref('value_flags') }}
),

flag_rules as (
    select * from {{ ref('dim_flag_rule') }}
),

-- The flags of a panel are texts beside its values, and few texts differ.
text_flags as (
    select distinct
        variable_id,
        landed_flags,
        {{ parts_of_text('landed_flags') }} as flag
    from {{ ref('stg_figure') }}
    where landed_flags is not null
),

-- A flagged value of a panel may have flags beside it too: which it has is known when
-- the values are read, so its flags are listed with every text that it may be.
flags as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        '' as landed_flags,
        flag
    from value_flags
    union
    select
        cast(null as {{ dbt.type_string() }}) as source_id,
        variable_id,
        cast(null as {{ dbt.type_string() }}) as city_id,
        cast(null as integer) as year,
        landed_flags,
        flag
    from text_flags
    union
    select
        value_flags.source_id,
        value_flags.variable_id,
        value_flags.city_id,
        value_flags.year,
        text_flags.landed_flags,
        value_flags.flag
    from value_flags
    inner join text_flags
        on value_flags.variable_id = text_flags.variable_id
    union
    select
        value_flags.source_id,
        value_flags.variable_id,
        value_flags.city_id,
        value_flags.year,
        text_flags.landed_flags,
        text_flags.flag
    from value_flags
    inner join text_flags
        on value_flags.variable_id = text_flags.variable_id
),

-- A rule for the variable goes before the rule for all variables.
treated as (
    select
        flags.source_id,
        flags.variable_id,
        flags.city_id,
        flags.year,
        flags.landed_flags,
        flags.flag,
        coalesce(own_rule.treatment, general_rule.treatment) as treatment
    from flags
    left join flag_rules as own_rule
        on flags.flag = own_rule.flag
        and flags.variable_id = own_rule.variable_id
    left join flag_rules as general_rule
        on flags.flag = general_rule.flag
        and general_rule.variable_id = 'all'
),

final as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        landed_flags,
        {{ dbt.listagg('flag', "', '", 'order by flag') }} as flags,
        max(case when treatment = 'reject' then 1 else 0 end) = 1 as is_rejected,
        max(case when treatment = 'other_boundary' then 1 else 0 end) = 1
            as is_other_boundary,
        {{ dbt.listagg(
            "case when treatment = 'reject' then flag end", "', '", 'order by flag'
        ) }} as rejecting_flags,
        {{ dbt.listagg(
            "case when treatment = 'warn' then flag end", "', '", 'order by flag'
        ) }} as warning_flags
    from treated
    group by source_id, variable_id, city_id, year, landed_flags
)

select * from final
