-- told: figures that are not those of that build
-- why: what moves has a cause, and most often it is a figure that was changed
with compared as (
    select
        coalesce(present.seed_name, earlier.seed_name) as seed_name,
        coalesce(present.city_id, earlier.city_id) as city_id,
        coalesce(present.variable_id, earlier.variable_id) as variable_id,
        coalesce(present.year, earlier.year) as year,
        earlier.published_value as value_before,
        present.published_value as value_now,
        coalesce(earlier.fate, 'none') as fate_before,
        coalesce(present.fate, 'none') as fate_now
    from published.fct_observation_fate as earlier
    full join marts.fct_observation_fate as present
        on earlier.source_id = present.source_id
        and earlier.city_id = present.city_id
        and earlier.variable_id = present.variable_id
        and earlier.year = present.year
    where
        earlier.published_value is distinct from present.published_value
        or (
            earlier.fate is distinct from present.fate
            and 'used' in (earlier.fate, present.fate)
        )
)

select
    seed_name as subject,
    format(
        '{} of {} in {}: {} -> {}',
        variable_id,
        city_id,
        year,
        case
            when value_before is distinct from value_now
                then coalesce(cast(value_before as varchar), 'none')
            else fate_before
        end,
        case
            when value_before is distinct from value_now
                then coalesce(cast(value_now as varchar), 'none')
            else fate_now
        end
    ) as what_changes,
    case
        when 'used' not in (fate_before, fate_now) then 0
        when value_before > 0 and value_now > 0
            then abs(ln(value_now / value_before))
        else 1
    end as size
from compared
