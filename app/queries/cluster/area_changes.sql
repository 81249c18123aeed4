-- Which cities' area changed within the years of a trend.
with trends as (
    select
        min(first_year) as first,
        max(last_year) as last
    from cluster.trends
)

select
    'cluster.area_changes' as say,
    list({
        'say': 'cluster.area_change', 'city': called(city_en, city_zh), 'year': year
    }) as changes
from city.area_changes_of
cross join trends
where year > first and year <= last
