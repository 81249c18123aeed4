-- Fails with the flags that have a rule for some variable but none for all others, and
-- with those of a panel that have none: their values would be used unseen. Add a row
-- with an empty variable_id to seeds/reference/flag_rules.csv.
with flags as (
    select flag from {{ ref('dim_flag_rule') }}
    union
    select {{ parts_of_text('landed_flags') }} as flag
    from {{ ref('stg_figure') }}
    where landed_flags is not null
)

select flags.flag
from flags
left join {{ ref('dim_flag_rule') }} as rules
    on flags.flag = rules.flag
    and rules.variable_id = 'all'
where rules.flag is null
