-- expected: not to move apart from the other provinces in several cities at once
-- why: factor_of_province and factor_of_province_step of plausible_ranges.csv; the rows
-- of one province are often entered together, with one slip of unit, column or factor
-- that no city alone is far enough away for
-- severity: warning
with ranked as (
    select
        *,
        count(*) over same_province as n_cities,
        row_number() over (
            partition by ratio_id, province_zh, year, is_back_again
            order by departure desc
        ) as nth_up,
        row_number() over (
            partition by ratio_id, province_zh, year, is_back_again
            order by departure
        ) as nth_down
    from departure
    window same_province as (partition by ratio_id, province_zh, year, is_back_again)
),

-- Three cities at least, and a third of the province, as few go there and back by
-- chance; for a step half of it.
needed as (
    select
        *,
        greatest(3, ceil(n_cities / case when is_back_again then 3.0 else 2.0 end))
            as n_needed
    from ranked
),

provinces as (
    select
        ratio_id,
        province_zh,
        year,
        is_back_again,
        any_value(factor_allowed) as factor_allowed,
        max(departure) filter (where nth_up = n_needed) as least_up,
        -min(departure) filter (where nth_down = n_needed) as least_down
    from needed
    group by ratio_id, province_zh, year, is_back_again
    having greatest(least_up, least_down) > ln(factor_allowed)
),

found as (
    select
        needed.*,
        count(*) over same_province as n_alike,
        exp(median(needed.departure) over same_province) as factor_of_province
    from needed
    inner join provinces
        on needed.ratio_id = provinces.ratio_id
        and needed.province_zh = provinces.province_zh
        and needed.year = provinces.year
        and needed.is_back_again = provinces.is_back_again
    where case
            when provinces.least_up >= coalesce(provinces.least_down, 0)
                then needed.departure >= provinces.least_up / 2
            else -needed.departure >= provinces.least_down / 2
        end
    window same_province as (
        partition by
            needed.ratio_id,
            needed.province_zh,
            needed.year,
            needed.is_back_again
    )
)

select
    found.file,
    found.row,
    found.column_name,
    format(
        '{} in {}: {:.2f} times what {} and the others suggest',
        found.value,
        found.year,
        exp(found.departure),
        case when found.is_back_again then 'the years beside' else 'the year before' end
    ) as value,
    format(
        '{} of the cities of {} within a factor of {:g} of {}, the movement of all '
        'cities taken out, not {:.2f} times in {} of {} in {}',
        found.ratio_id,
        found.province_zh,
        found.factor_allowed,
        case
            when found.is_back_again then 'the years before and after it'
            else 'the year before it'
        end,
        found.factor_of_province,
        found.n_alike,
        found.n_cities,
        found.year
    ) as expected,
    -- Beyond the limit three times over.
    case
        when abs(ln(found.factor_of_province)) > 3 * ln(found.factor_allowed)
            then 'error'
    end as severity
from found
left join provinces as back_again
    on found.ratio_id = back_again.ratio_id
    and found.province_zh = back_again.province_zh
    and back_again.year in (found.year, found.year_before)
    and back_again.is_back_again
    and not found.is_back_again
-- The step to a year that is listed, and the step back from it, say nothing more.
where back_again.year is null
