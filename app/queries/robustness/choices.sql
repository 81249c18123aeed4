-- The choices of the method, in order, with their names.
select distinct
    choice_id,
    choice_number,
    choice_en,
    choice_zh
from marts.dim_reading_choice
order by choice_number
