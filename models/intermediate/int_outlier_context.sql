with findings as (
    select * from {{ ref('int_outlier_finding') }}
),

screened as (
    select * from {{ ref('int_screened_value') }}
),

assessed as (
    select * from {{ ref('int_assessed_value') }}
),

sources as (
    select * from {{ ref('sources') }}
),

value_flags as (
    select * from {{ ref('value_flags') }}
),

corrections as (
    select * from {{ ref('corrections') }}
),

found as (
    select distinct
        source_id,
        variable_id,
        city_id,
        year
    from findings
),

in_use as (
    select
        city_id,
        variable_id,
        year,
        value_in_use
    from screened
    where value_in_use is not null
),

years_beside as (
    select
        found.source_id,
        found.variable_id,
        found.city_id,
        found.year,
        max(case when in_use.year < found.year then in_use.year end) as year_before,
        min(case when in_use.year > found.year then in_use.year end) as year_after
    from found
    left join in_use
        on found.city_id = in_use.city_id
        and found.variable_id = in_use.variable_id
    group by found.source_id, found.variable_id, found.city_id, found.year
),

-- What a compiler interpolated or repeated is no second source.
others as (
    select
        found.source_id,
        found.variable_id,
        found.city_id,
        found.year,
        assessed.source_id as second_source_id,
        assessed.published_value as second_value,
        row_number() over (
            partition by
                found.source_id, found.variable_id, found.city_id, found.year
            order by sources.precedence
        ) as nth
    from found
    inner join assessed
        on found.city_id = assessed.city_id
        and found.variable_id = assessed.variable_id
        and found.year = assessed.year
        and found.source_id <> assessed.source_id
    inner join sources
        on assessed.source_id = sources.source_id
    where
        coalesce(assessed.flags, '') not like '%interpolated%'
        and coalesce(assessed.flags, '') not like '%carried_by_source%'
),

notes as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        note,
        note_zh
    from value_flags
    where note is not null
    union all
    select
        source_id,
        variable_id,
        city_id,
        year,
        reason as note,
        reason_zh as note_zh
    from corrections
),

-- A correction goes before flags, but a figure has a note of one of them only.
one_note as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        max(note) as note,
        max(note_zh) as note_zh
    from notes
    group by source_id, variable_id, city_id, year
),

final as (
    select
        years_beside.source_id,
        years_beside.variable_id,
        years_beside.city_id,
        years_beside.year,
        others.second_source_id,
        one_note.note,
        one_note.note_zh,
        years_beside.year_before,
        years_beside.year_after,
        value_before.value_in_use as value_before,
        value_after.value_in_use as value_after,
        others.second_value
    from years_beside
    left join in_use as value_before
        on years_beside.city_id = value_before.city_id
        and years_beside.variable_id = value_before.variable_id
        and years_beside.year_before = value_before.year
    left join in_use as value_after
        on years_beside.city_id = value_after.city_id
        and years_beside.variable_id = value_after.variable_id
        and years_beside.year_after = value_after.year
    left join others
        on years_beside.source_id = others.source_id
        and years_beside.variable_id = others.variable_id
        and years_beside.city_id = others.city_id
        and years_beside.year = others.year
        and others.nth = 1
    left join one_note
        on years_beside.source_id = one_note.source_id
        and years_beside.variable_id = one_note.variable_id
        and years_beside.city_id = one_note.city_id
        and years_beside.year = one_note.year
)

select * from final
