-- The options of the choices that are combined, and which of them a reading takes: the
-- first, where it is a named one and takes an option that is not combined.
select
    dim_reading_choice.*,
    row_number() over (
        partition by dim_reading_choice.choice_id
        order by scenario_id is null, option_number
    ) = 1 as is_taken
from marts.dim_reading_choice
left join marts.dim_scenario_choice as taken
    on dim_reading_choice.choice_id = taken.choice_id
    and dim_reading_choice.option_id = taken.option_id
    and taken.scenario_id = $reading
where is_combined
order by choice_number, option_number
