{{ config(materialized="table") }}

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
        published_value
    from assessed
    where usable_value is not null
    union all
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        'derived' as status,
        year,
        value,
        null as published_value
    from urbanisation_from_counts
),

ranked as (
    select
        candidates.*,
        row_number() over (
            partition by
                candidates.city_id,
                candidates.variable_id,
                candidates.year
            order by
                sources.precedence,
                case when candidates.status = 'derived' then 0 else 1 end
        ) as precedence_rank
    from candidates
    inner join sources
        on candidates.source_id = sources.source_id
),

final as (
    select
        city_id,
        variable_id,
        source_id,
        seed_name,
        status,
        year,
        value,
        published_value
    from ranked
    where precedence_rank = 1
)

select * from final
