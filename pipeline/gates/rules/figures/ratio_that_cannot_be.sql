-- expected: a ratio that can be
-- why: lowest and highest of plausible_ranges.csv; a figure in another unit, of
-- another place or of another column has a share, a level per head or a level per
-- yuan of GDP that no city has
-- severity: error
select
    file,
    row,
    column_name,
    format(
        '{}{}: {} {:g} {}',
        value,
        case
            when denominator_name is null then ''
            else format(' ({} {:g})', denominator_name, denominator_number)
        end,
        ratio_id,
        number_of_ratio,
        unit
    ) as value,
    format(
        '{} from {:g} to {:g} {}{}',
        ratio_id,
        lowest,
        highest,
        unit,
        case when can_be_zero then ', or 0' else '' end
    ) as expected,
    -- The limits are just outside what the cities of the seeds have: of another place
    -- what lies beyond is worth a look; as far beyond as they are apart it cannot be.
    case
        when is_landed
            and (
                number_of_ratio = 0
                or number_of_ratio between lowest
                ** 2 / highest and highest
                ** 2 / lowest
            )
            then 'warning'
    end as severity
from ratio
where (number_of_ratio < lowest and not (can_be_zero and number_of_ratio = 0))
    or number_of_ratio > highest
