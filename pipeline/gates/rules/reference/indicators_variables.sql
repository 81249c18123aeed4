-- expected: a numerator of role numerator or derived over a denominator of role
-- denominator, as variables.csv says what each variable is there for
-- why: figures that check others or only stand beside them are not in the index by
-- accident; a numerator and a denominator that are swapped turn the indicator around
-- severity: warning
with formulas as (
    select
        indicators.*,
        numerators.role as numerator_role,
        denominators.role as denominator_role
    from indicators
    inner join variables as numerators
        on indicators.numerator_variable_id = numerators.variable_id
    left join variables as denominators
        on indicators.denominator_variable_id = denominators.variable_id
)

select
    file,
    row,
    'numerator_variable_id' as column_name,
    numerator_variable_id || ' (' || numerator_role || ')' as value,
    case
        when numerator_role = 'denominator' and denominator_role <> 'denominator'
            then 'a numerator over a denominator: the roles in variables.csv say that '
                || 'the two are swapped'
    end as expected,
    case
        when
            numerator_role in ('cross_check', 'industry_section')
            or (numerator_role = 'denominator' and denominator_role <> 'denominator')
            then 'error'
    end as severity
from formulas
where numerator_role not in ('numerator', 'derived')
union all
select
    file,
    row,
    'denominator_variable_id' as column_name,
    denominator_variable_id || ' (' || denominator_role || ')' as value,
    null as expected,
    case
        when denominator_role in ('cross_check', 'industry_section') then 'error'
    end as severity
from formulas
where denominator_role <> 'denominator'
