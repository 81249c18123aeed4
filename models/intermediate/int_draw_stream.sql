with sources as (
    select * from {{ ref('dim_uncertainty_source') }}
),

-- At least one number, of which none is below no draws.
numbers as (
    select cast(generated_number as bigint) as draw_number
    from ({{ dbt.generate_series([var('draws') | int, 1] | max) }}) as series
    where generated_number <= {{ var('draws') }}
),

counts as (
    select count(*) as n_sources
    from sources
),

uncertainty_groups as (
    select
        uncertainty_group,
        row_number() over (order by min(sort_order)) as group_number
    from sources
    group by uncertainty_group
),

-- Of D draws two thirds are joint, a ninth share one source each with a joint one, an
-- eighth renew one source of a joint one; a twentieth draws each group alone.
draws as (
    select
        cast(0 as bigint) as draw_id,
        'paper' as part,
        'paper' as experiment_id,
        cast(null as {{ dbt.type_string() }}) as renewed_id,
        cast(0 as bigint) as base_number
    where {{ var('draws') }} > 0
    union all
    select
        draw_number as draw_id,
        'joint' as part,
        'joint' as experiment_id,
        cast(null as {{ dbt.type_string() }}) as renewed_id,
        draw_number as base_number
    from numbers
    where draw_number * 3 <= {{ var('draws') }} * 2
    union all
    select
        10000000 + numbers.draw_number as draw_id,
        'shared' as part,
        'joint' as experiment_id,
        cast(null as {{ dbt.type_string() }}) as renewed_id,
        numbers.draw_number as base_number
    from numbers
    cross join counts
    where
        numbers.draw_number * 9 <= {{ var('draws') }}
        -- The last of its partners is a joint draw that there is.
        and (5 * (numbers.draw_number - 1) + counts.n_sources) * 3
        <= {{ var('draws') }} * 2
    union all
    select
        20000000 + 100000 * sources.sort_order + numbers.draw_number as draw_id,
        'renewed' as part,
        'joint' as experiment_id,
        sources.uncertainty_id as renewed_id,
        numbers.draw_number as base_number
    from sources
    cross join numbers
    cross join counts
    where numbers.draw_number * 8 * counts.n_sources <= {{ var('draws') }}
    union all
    select
        30000000
        + 1000000 * uncertainty_groups.group_number
        + numbers.draw_number as draw_id,
        'alone' as part,
        uncertainty_groups.uncertainty_group as experiment_id,
        cast(null as {{ dbt.type_string() }}) as renewed_id,
        numbers.draw_number as base_number
    from uncertainty_groups
    cross join numbers
    where numbers.draw_number * 20 <= {{ var('draws') }}
),

numbered as (
    select
        sources.*,
        row_number() over (order by sources.sort_order) as source_number
    from sources
),

-- A stream of random numbers per source: two draws with the same stream of a source
-- have the same of it. Stream 0 is the paper's reading.
final as (
    select
        draws.draw_id,
        draws.part,
        draws.experiment_id,
        draws.renewed_id,
        draws.base_number,
        numbered.uncertainty_id,
        case
            when not numbered.is_on then 0
            when draws.part = 'shared'
                then 5 * (draws.base_number - 1) + numbered.source_number
            when draws.part = 'renewed' and numbered.uncertainty_id <> draws.renewed_id
                then draws.base_number
            when
                draws.part = 'alone'
                and numbered.uncertainty_group <> draws.experiment_id
                then 0
            else draws.draw_id
        end as stream_number
    from draws
    cross join numbered
)

select * from final
