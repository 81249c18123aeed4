-- expected: in line with the years around it
-- why: factor_of_own_years and factor_of_step of plausible_ranges.csv; what all
-- cities have in common is taken out; a digit, a unit, another city's row or
-- another year's stands out from the city's own years
-- severity: warning
select
    file,
    row,
    column_name,
    case
        when is_of_own_years
            then format(
                    '{} in {}: {:.1f} times what the years around it suggest',
                    value,
                    year,
                    factor_of_near
                )
        else format(
                '{} in {}, {:g} in {}: {:.1f} times the step of the others',
                value,
                year,
                ratio_before,
                year_before,
                step
            )
    end as value,
    format(
        '{} within a factor of {:g} of {}',
        ratio_id,
        factor_allowed,
        case
            when is_of_own_years then 'the three years before and after it'
            else 'the year before it'
        end
    ) as expected,
    -- Beyond the limit three times over.
    case when factor_found > factor_allowed ** 3 then 'error' end as severity
from movement
