-- What a city has in the first and the last year, and if the basis changed.
with known as (
    select *
    from city.city_series
    where value is not null and year not in (
            select year
            from city.series_breaks
            where break_type = 'not_comparable'
        )
),

ends as (
    select
        count(*) as n,
        min(year) as first,
        max(year) as last,
        arg_min(value, year) as was,
        arg_max(value, year) as is_now
    from known
)

select
    [if(n < 2, 'city.no_series', 'city.series_lead'), 'city.series_basis'] as say,
    called(city_en, city_zh) as city,
    first,
    last,
    figure(was, unit, indicator_en, indicator_zh) as first_value,
    figure(is_now, unit, indicator_en, indicator_zh) as last_value,
    (
        select list(year)
        from city.series_breaks
        where break_type = 'new_basis' and year > first and year <= last
    ) as years
from ends
cross join marts.dim_indicator
cross join marts.dim_city
where indicator_id = $indicator and city_id = $city
