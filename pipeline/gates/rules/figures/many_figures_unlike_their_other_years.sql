-- expected: few figures of a column that leave what their city had in other years;
-- where they are as published, flag them suspect_jump
-- why: four in one year, three of one province in one year or seven of one city are
-- not many slips but one, of unit, column, row or place; the published figures have
-- at most two, two and five. The limits are those of the published cities: what landed
-- of others counts beyond them twice over, as the cities of Liaoning shrank together
-- severity: error
with counted as (
    select
        movement.*,
        cities.province_zh,
        count(distinct movement.city_id) over same_year as n_of_year,
        count(distinct movement.city_id) over same_province as n_of_province,
        count(distinct movement.year) over same_city as n_of_city
    from movement
    inner join cities
        on movement.city_id = cities.city_id
    inner join place
        on movement.city_id = place.city_id
    where not place.is_landed
        or movement.factor_found > movement.factor_allowed ** 2
    window
        same_year as (partition by movement.file, movement.variable_id, movement.year),
        same_province as (
            partition by
                movement.file,
                movement.variable_id,
                movement.year,
                cities.province_zh
        ),
        same_city as (
            partition by movement.file, movement.variable_id, movement.city_id
        )
)

select distinct
    file,
    row,
    column_name,
    case
        when n_of_year >= 4 then format('{}: one of {} in {}', value, n_of_year, year)
        when n_of_province >= 3 and province_zh <> ''
            then format(
                    '{}: one of {} of {} in {}', value, n_of_province, province_zh, year
                )
        else format('{}: one of {} of city {}', value, n_of_city, city_id)
    end as value
from counted
where n_of_year >= 4
    or (n_of_province >= 3 and province_zh <> '')
    or n_of_city >= 7
