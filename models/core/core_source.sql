with sources as (
    select * from {{ ref('sources') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

counted as (
    select
        source_id,
        count(*) as n_observations
    from observations
    group by source_id
),

final as (
    select
        sources.source_id,
        sources.publisher,
        sources.publisher_zh,
        sources.title_en,
        sources.title_zh,
        sources.data_years,
        sources.note,
        sources.note_zh,
        sources.precedence,
        coalesce(counted.n_observations, 0) as n_observations
    from sources
    left join counted
        on sources.source_id = counted.source_id
)

select * from final
