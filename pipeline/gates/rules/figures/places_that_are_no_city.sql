-- expected: the code of a prefecture-level place, of one of the four municipalities, or
-- of a county-level city that its province governs
-- why: GB/T 2260: a province ends in 0000 and stands above its cities, a district or
-- county has a third pair of digits and lies within one; the figures of either beside
-- those of cities count people twice. Under a second pair 90 a province governs
-- counties itself
-- severity: error
select
    file,
    row,
    'city_id' as column_name,
    format('{} {}', city_id, city_zh) as value,
    case when city_id not like '%0000' then 'warning' end as severity
from cities
-- The provinces of GB/T 2260.
where
    code_system in ('', 'GB/T 2260')
    and regexp_matches(city_id, '^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])')
    and city_id not in ('110000', '120000', '310000', '500000')
    and (
        city_id like '__0000'
        or (city_id not like '____00' and city_id not like '__90%')
    )
