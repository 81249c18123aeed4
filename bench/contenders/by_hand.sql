create table chosen_variable as select variable_id from {panel}
    group by 1 having min(source_id) <> max(source_id);

create table correction as
    select source_id, variable_id, city_id, year::int as year,
        value_used::double as value_used
    from corrections;

create view usable as
    select city_id, variable_id, source_id, year, value
    from (select panel.city_id, panel.variable_id, panel.source_id,
            panel.year::int as year,
            case when correction.source_id is not null then value_used
                when flag not in (select flag from flag_rules
                    where treatment = 'reject' and variable_id is null) then value
                end as value
        from {panel} as panel left join correction
            on panel.source_id = correction.source_id
            and panel.variable_id = correction.variable_id
            and panel.city_id = correction.city_id and panel.year = correction.year)
    where value is not null;

create table chosen as
    select city_id, variable_id, year, arg_min(value, precedence::int) as value
    from usable semi join chosen_variable using (variable_id)
    join sources using (source_id) group by all;

create table filled as
    with pairs as (
        select *, lead(year) over w as next_year, lead(value) over w as next_value
        from chosen where variable_id in (
            select variable_id from variables where fill_rule = 'linear')
        window w as (partition by city_id, variable_id order by year))
    select city_id, variable_id, unnest(range(year + 1, next_year))::int as y,
        value + (next_value - value) * ((y - year)::double / (next_year - year)) as value
    from pairs where next_year > year + 1;

create temp table indicator as
    with vals as (
        select city_id, variable_id, year, value, false as filled from usable
        anti join chosen_variable using (variable_id)
        union all select *, false from chosen union all select *, true from filled),
    below as (select * from vals where variable_id in (
        select denominator_variable_id from indicators))
    from (select above.city_id, indicator_id, above.year,
        case when denominator_variable_id is null then above.value
            else above.value / nullif(below.value, 0) end * multiplier::double as value,
        above.filled or coalesce(below.filled, false) as filled
    from vals as above join indicators on numerator_variable_id = above.variable_id
    left join below on below.variable_id = denominator_variable_id
        and below.city_id = above.city_id and below.year = above.year)
    where value is not null;

create temp table carried as
    with bounds as (select min(year::int) - 1 as before, count(*) as n from panel_years),
    incomplete as (
        select city_id, indicator_id, before, bit_or(1 << (year - before)) as bits
        from indicator, bounds group by all having bit_count(bits) < any_value(n)),
    wanted as (select city_id, indicator_id, year::int as to_year, case
            when (bits >> (to_year - 1 - before)) & 1 = 1 then to_year - 1
            when (bits >> (to_year + 1 - before)) & 1 = 1 then to_year + 1 end as year
        from incomplete, panel_years where (bits >> (to_year - before)) & 1 = 0)
    select city_id, indicator_id, to_year as year, value
    from wanted join indicator using (city_id, indicator_id, year);

create table cells as
    with sizes as (
        select cluster_id, count(*) as n_members from cluster_members group by 1),
    grouped as (select cluster_id, indicator_id, year, count(*) as n,
        count(*) filter (filled) as n_interpolated, sum(c) as n_carried,
        avg(value) as mean, min(value) as min_value, max(value) as max_value,
        stddev_samp(value) as sd_sample, stddev_pop(value) / abs(avg(value)) as cv
    from (select *, 0 as c from indicator
        union all select city_id, indicator_id, year, value, false, 1 from carried)
    join cluster_members using (city_id) group by all)
    select grouped.*, n / n_members as coverage
    from grouped join sizes using (cluster_id);

create table integration_index as
    with sizes as (
        select cluster_id, count(*) / sum(count(*)) over () as size_adjustment
        from cluster_members group by 1),
    balanced as (select indicator_id from cells
        where n >= {min_cities} and coverage >= {min_coverage} and cv is not null
        group by 1 having count(*) =
            (select count(*) from sizes) * (select count(*) from panel_years)),
    bounded as (select cluster_id, dimension_id, year, size_adjustment, direction,
        (max(cv) over () - cv) / nullif(max(cv) over () - min(cv) over (), 0) * 100 as k,
        (mean - min(mean) over i) / nullif(max(mean) over i - min(mean) over i, 0) as up,
        (max(mean) over i - mean) / nullif(max(mean) over i - min(mean) over i, 0) as down
        from cells semi join balanced using (indicator_id)
        join indicators using (indicator_id) join sizes using (cluster_id)
        where alternative_of is null
        window i as (partition by indicator_id)),
    dimension as (select cluster_id, dimension_id, year, avg(k * size_adjustment
            * case direction when 'positive' then up else sqrt(up * down) end) as score
        from bounded group by all)
    select cluster_id, year,
        case when count(score) = count(*) then avg(score) end as integration_index
    from dimension group by all;
