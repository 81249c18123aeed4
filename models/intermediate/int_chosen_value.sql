with assessed as (
    select * from {{ ref('int_assessed_value') }}
    where needs_choice and usable_value is not null
),

sources as (
    select * from {{ ref('sources') }}
),

-- Both counts of one publication: urban and resident population on one basis.
urban as (
    select
        urban.*,
        resident.usable_value as counted_residents
    from assessed as urban
    left join assessed as resident
        on urban.city_id = resident.city_id
        and urban.source_id = resident.source_id
        and urban.year = resident.year
        and resident.variable_id = 'resident_population'
        and resident.usable_value > 0
    where urban.variable_id = 'urban_resident_population'
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
        cast(null as {{ dbt.type_float() }}) as counted_residents,
        is_other_boundary,
        is_doubted
    from assessed
    where variable_id <> 'urban_resident_population'
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        assessment as status,
        year,
        usable_value as value,
        published_value,
        counted_residents,
        is_other_boundary,
        is_doubted
    from urban
    union all
    select
        city_id,
        'urbanisation_rate' as variable_id,
        source_id,
        seed_name,
        'derived' as status,
        year,
        usable_value / counted_residents * 100 as value,
        cast(null as {{ dbt.type_float() }}) as published_value,
        cast(null as {{ dbt.type_float() }}) as counted_residents,
        false as is_other_boundary,
        false as is_doubted
    from urban
    where counted_residents is not null
),

-- Of a city, variable and year: a derived value goes before a published one of the same
-- publication; a value on another boundary than that of its year comes after those of
-- all publications that are not.
ranked as (
    select
        candidates.*,
        rank() over (
            partition by candidates.city_id, candidates.variable_id, candidates.year
            order by
                sources.precedence * 2
                - case when candidates.status = 'derived' then 1 else 0 end
                + case when candidates.is_other_boundary then 1000000 else 0 end
        ) as choice_rank
    from candidates
    inner join sources
        on candidates.source_id = sources.source_id
),

-- Another publication has the same figure.
confirmed as (
    select distinct
        chosen.city_id,
        chosen.variable_id,
        chosen.year
    from ranked as chosen
    inner join ranked as other
        on chosen.city_id = other.city_id
        and chosen.variable_id = other.variable_id
        and chosen.year = other.year
        and chosen.source_id <> other.source_id
    where
        chosen.choice_rank = 1
        and other.choice_rank > 1
        and abs(chosen.value - other.value)
        <= {{ var('same_figure_within') }} * abs(chosen.value)
),

final as (
    select
        ranked.city_id,
        ranked.variable_id,
        ranked.source_id,
        ranked.seed_name,
        ranked.status,
        ranked.year,
        ranked.value,
        ranked.published_value,
        ranked.counted_residents,
        ranked.is_other_boundary,
        ranked.is_doubted,
        confirmed.city_id is not null as is_confirmed
    from ranked
    left join confirmed
        on ranked.city_id = confirmed.city_id
        and ranked.variable_id = confirmed.variable_id
        and ranked.year = confirmed.year
    where ranked.choice_rank = 1
)

select * from final
