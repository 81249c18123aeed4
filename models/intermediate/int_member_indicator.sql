-- A named scheme has every year; the schemes without one city have the reading's.
with members as (
    select
        schemes.*,
        years.is_reading_year
    from {{ ref('int_cluster_member') }} as schemes
    cross join (values (true), (false)) as years (is_reading_year)
    where schemes.is_named or years.is_reading_year
),

reading_years as (
    select distinct year from {{ ref('int_scheme_year') }}
    where not is_named and not is_neighbour
),

series as (
    select * from {{ ref('int_series') }}
),

near_years as (
    select * from {{ ref('int_near_year') }}
),

reported as (
    select * from {{ ref('int_indicator_value') }}
),

-- What may be carried, and into which years.
years as (
    select
        from_year as year,
        from_period as period,
        from_bit as year_bit,
        max(case when year = from_year then 1 else 0 end) = 1 as is_panel_year
    from near_years
    group by from_year, from_period, from_bit
),

periods as (
    select
        period,
        bit_or(year_bit) as year_bits
    from years
    where is_panel_year
    group by period
),

-- Years are bits, a number for sixty of them; a doubted value is offered to no other.
presence as (
    select
        reported.series_number,
        reported.city_number,
        years.period,
        bit_or(years.year_bit) as year_bits,
        bit_or(case when reported.is_doubted then 0 else years.year_bit end)
            as offered_bits
    from reported
    inner join years
        on reported.year = years.year
    group by reported.series_number, reported.city_number, years.period
),

-- A series without any value in sixty years lacks all of them.
present as (
    select
        presence.series_number,
        presence.city_number,
        periods.period,
        periods.year_bits as wanted_bits,
        max(case presence.period when periods.period then presence.year_bits else 0 end)
            as year_bits
    from presence
    inner join series
        on presence.series_number = series.series_number
        and series.gap_rule = 'nearest_year'
    cross join periods
    group by
        presence.series_number, presence.city_number, periods.period, periods.year_bits
),

nearest as (
    select
        present.series_number,
        present.city_number,
        near_years.year,
        min(near_years.nearness_rank) as nearness_rank
    from present
    inner join years
        on present.period = years.period and years.is_panel_year
        and (present.year_bits & years.year_bit) = 0
        and (present.year_bits & present.wanted_bits) <> present.wanted_bits
    inner join near_years
        on years.year = near_years.year
    inner join presence
        on present.series_number = presence.series_number
        and present.city_number = presence.city_number
        and near_years.from_period = presence.period
    where (presence.offered_bits & near_years.from_bit) > 0
    group by present.series_number, present.city_number, near_years.year
),

filled as (
    select
        reported.*,
        reported.year as in_year,
        false as is_carried
    from reported
    where {{ new_years_only('reported.year') }}
    union all
    select
        reported.*,
        nearest.year as in_year,
        true as is_carried
    from nearest
    inner join near_years
        on nearest.year = near_years.year
        and nearest.nearness_rank = near_years.nearness_rank
    inner join reported
        on nearest.series_number = reported.series_number
        and nearest.city_number = reported.city_number
        and near_years.from_year = reported.year
),

final as (
    select
        members.membership_scheme_id,
        members.cluster_id,
        members.city_id,
        series.indicator_id,
        filled.numerator_source_id,
        filled.denominator_source_id,
        case
            when filled.is_carried then 'carried'
            when filled.is_interpolated then 'interpolated'
            when filled.is_published_rate then 'published_rate'
            when filled.is_other_boundary then 'other_boundary'
            else 'reported'
        end as status,
        filled.in_year as year,
        filled.year as from_year,
        filled.value,
        filled.numerator_value,
        filled.denominator_value,
        filled.is_published_rate,
        filled.is_other_boundary,
        filled.is_doubted,
        filled.is_confirmed
    from filled
    inner join series
        on filled.series_number = series.series_number
    left join reading_years
        on filled.in_year = reading_years.year
    inner join members
        on filled.city_number = members.city_number
        and (reading_years.year is not null) = members.is_reading_year
        and coalesce(series.in_scheme_id, members.membership_scheme_id)
        = members.membership_scheme_id
)

select * from final
