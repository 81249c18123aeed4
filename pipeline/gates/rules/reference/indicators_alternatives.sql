-- expected: alternative_of and alternative_option both or neither; an alternative
-- measures the same as the indicator in whose place it comes (dimension, unit,
-- direction) and is for an option of reading_choices.csv that one choice alone has, and
-- no other alternative of it
-- why: an alternative comes in the place of an indicator where a scenario says so:
-- with an option that no scenario can name it never does, with another direction it
-- turns scores around
-- severity: error
with options as (
    select option_id from reading_choices
    group by option_id
    having count(*) = 1
),

alternatives as (
    select
        indicators.*,
        originals.dimension_id as original_dimension_id,
        originals.unit as original_unit,
        originals.direction as original_direction,
        originals.alternative_of as original_alternative_of,
        count(*) over (
            partition by indicators.alternative_of, indicators.alternative_option
        ) as n_of_option
    from indicators
    left join indicators as originals
        on indicators.alternative_of = originals.indicator_id
    where indicators.alternative_of <> '' or indicators.alternative_option <> ''
)

select
    file,
    row,
    'alternative_of' as column_name,
    alternative_of || ', ' || alternative_option as value
from alternatives
where
    alternative_of = ''
    or alternative_option = ''
    or original_alternative_of <> ''
    or alternative_of = indicator_id
    or dimension_id <> original_dimension_id
    or unit <> original_unit
    or direction <> original_direction
    or n_of_option > 1
    or alternative_option not in (select options.option_id from options)
