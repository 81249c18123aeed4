with assessed as (
    select * from {{ ref('int_assessed_value') }}
),

urbanisation_from_counts as (
    select * from {{ ref('int_urbanisation_from_counts') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
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
    where needs_choice and usable_value is not null
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'derived' as status,
        year,
        value,
        null as published_value,
        false as is_other_boundary,
        false as is_doubted
    from urbanisation_from_counts
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
    where better.selection_order is null
)

select * from final
