-- The published values that are used with another value.
select
    city_en,
    city_zh,
    {
        'say': 'quality.measured',
        'variable': called(variable_en, variable_zh),
        'unit': unit
    } as measured,
    year,
    published_value,
    value_in_use,
    fate_reason as reason,
    correction_reason_zh as reason_zh
from marts.fct_observation_fate
inner join marts.dim_city using (city_id)
inner join marts.dim_variable using (variable_id)
where fate = 'corrected'
order by city_id, variable_id, year
