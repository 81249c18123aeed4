-- expected: one province for each two first digits of city_id, and one name in English
-- for each in Chinese
-- why: the first two digits of a code are its province: another one is another city's
-- code or name
-- severity: error
with provinces as (
    select
        *,
        left(city_id, 2) as province_code,
        mode(province_zh) over (partition by left(city_id, 2)) as usual_zh,
        mode(province_en) over (partition by left(city_id, 2)) as usual_en,
        mode(left(city_id, 2)) over (partition by province_zh) as usual_code
    from cities
    where code_system = 'GB/T 2260'
)

select
    file,
    row,
    'province_zh' as column_name,
    province_zh || ', ' || province_en || ' (' || city_id || '; others of '
    || province_code || ': ' || usual_zh || ', ' || usual_en || ')' as value,
    -- What lands may have codes of its own making.
    case when not starts_with(file, 'seeds/') then 'warning' end as severity
from provinces
where
    province_zh <> usual_zh
    or province_en <> usual_en
    or province_code <> usual_code
