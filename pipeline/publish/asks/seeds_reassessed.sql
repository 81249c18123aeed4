-- asked: landed corrections, flags and rules of flags on figures of the seeds
-- why: a figure of the seeds is corrected or flagged in the seeds, with its reason
with of_seeds as (
    select * from marts.fct_observation_fate
    where not is_landed(seed_name)
),

reassessed as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        'correction' as what
    from landed.corrections
    union distinct
    select
        source_id,
        variable_id,
        city_id,
        year,
        'flag ' || flag as what
    from landed.value_flags
    union distinct
    select
        flags.source_id,
        flags.variable_id,
        flags.city_id,
        flags.year,
        'rule of flag ' || flags.flag as what
    from marts.dim_value_flag as flags
    inner join landed.flag_rules as rules
        on flags.flag = rules.flag
        and flags.variable_id = coalesce(rules.variable_id, flags.variable_id)
    anti join landed.value_flags as landed_flags
        on flags.source_id = landed_flags.source_id
        and flags.variable_id = landed_flags.variable_id
        and flags.city_id = landed_flags.city_id
        and flags.year = landed_flags.year
        and flags.flag = landed_flags.flag
)

select
    format(
        '{}, {} of {}',
        reassessed.what,
        reassessed.variable_id,
        reassessed.source_id
    ) as subject,
    format(
        '{} {}: {:.6g}, {}',
        reassessed.city_id,
        reassessed.year,
        present.published_value,
        present.fate
    ) as what_changes,
    0 as size
from reassessed
inner join of_seeds as present
    on reassessed.source_id = present.source_id
    and reassessed.variable_id = present.variable_id
    and reassessed.city_id = present.city_id
    and reassessed.year = present.year
left join published.fct_observation_fate as earlier
    on reassessed.source_id = earlier.source_id
    and reassessed.variable_id = earlier.variable_id
    and reassessed.city_id = earlier.city_id
    and reassessed.year = earlier.year
where
    earlier.fate is distinct from present.fate
    or earlier.flags is distinct from present.flags
    or earlier.value_in_use is distinct from present.value_in_use
