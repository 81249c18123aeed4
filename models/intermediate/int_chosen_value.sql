with assessed as (
    select * from {{ ref('int_assessed_value') }}
    where needs_choice and usable_value is not null
),

sources as (
    select * from {{ ref('sources') }}
),

-- Both counts of one publication: urban and resident population on one basis.
counts as (
    select
        urban.city_id,
        urban.source_id,
        urban.seed_name,
        urban.year,
        urban.usable_value as urban_resident_population,
        resident.usable_value as resident_population
    from assessed as urban
    inner join assessed as resident
        on urban.city_id = resident.city_id
        and urban.source_id = resident.source_id
        and urban.year = resident.year
    where
        urban.variable_id = 'urban_resident_population'
        and resident.variable_id = 'resident_population'
        and resident.usable_value > 0
),

candidates as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        assessment as status,
        year,
        usable_value as value,
        published_value,
        is_other_boundary,
        is_doubted
    from assessed
    union all
    select
        city_id,
        'urbanisation_rate' as variable_id,
        source_id,
        seed_name,
        'derived' as status,
        year,
        urban_resident_population / resident_population * 100 as value,
        null as published_value,
        false as is_other_boundary,
        false as is_doubted
    from counts
),

-- A derived value goes before a published one of the same publication; a value on
-- another boundary than that of its year comes after those of all publications that are
-- not.
ordered as (
    select
        candidates.*,
        sources.precedence * 2
        - case when candidates.status = 'derived' then 1 else 0 end
        + case when candidates.is_other_boundary then 1000000 else 0 end
            as selection_order
    from candidates
    inner join sources
        on candidates.source_id = sources.source_id
),

-- Of several publications two or more have the same figure.
confirmed as (
    select distinct
        ordered.city_id,
        ordered.variable_id,
        ordered.source_id,
        ordered.year
    from ordered
    inner join ordered as other
        on ordered.city_id = other.city_id
        and ordered.variable_id = other.variable_id
        and ordered.year = other.year
        and ordered.source_id <> other.source_id
    where
        abs(ordered.value - other.value)
        <= {{ var('same_figure_within') }} * abs(ordered.value)
),

-- Chosen is what no other usable value of the same city, variable and year goes before.
final as (
    select
        ordered.city_id,
        ordered.variable_id,
        ordered.source_id,
        ordered.seed_name,
        ordered.status,
        ordered.year,
        ordered.value,
        ordered.published_value,
        counts.resident_population as counted_residents,
        ordered.is_other_boundary,
        ordered.is_doubted,
        confirmed.source_id is not null as is_confirmed
    from ordered
    left join ordered as better
        on ordered.city_id = better.city_id
        and ordered.variable_id = better.variable_id
        and ordered.year = better.year
        and ordered.selection_order > better.selection_order
    left join confirmed
        on ordered.city_id = confirmed.city_id
        and ordered.variable_id = confirmed.variable_id
        and ordered.year = confirmed.year
        and ordered.source_id = confirmed.source_id
    left join counts
        on ordered.variable_id = 'urban_resident_population'
        and ordered.city_id = counts.city_id
        and ordered.source_id = counts.source_id
        and ordered.year = counts.year
    where better.selection_order is null
)

select * from final
