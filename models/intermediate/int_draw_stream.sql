with sources as (
    select
        *,
        row_number() over (partition by is_on order by sort_order) as source_number
    from {{ ref('dim_uncertainty_source') }}
),

options as (
    select * from {{ ref('ref_uncertainty_option') }}
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
    where is_on
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
    where
        sources.is_on
        and numbers.draw_number * 8 * counts.n_sources <= {{ var('draws') }}
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

-- A stream of random numbers per source: two draws with the same stream of a source
-- have the same of it. Stream 0 is the paper's reading.
streams as (
    select
        draws.*,
        sources.uncertainty_id,
        case
            when not sources.is_on then 0
            when draws.part = 'shared'
                then 5 * (draws.base_number - 1) + sources.source_number
            when draws.part = 'renewed' and sources.uncertainty_id <> draws.renewed_id
                then draws.base_number
            when
                draws.part = 'alone'
                and sources.uncertainty_group <> draws.experiment_id
                then 0
            else draws.draw_id
        end as stream_number
    from draws
    cross join sources
),

-- Each option is as likely as any other; n_options is null without options.
placed as (
    select
        streams.*,
        case
            when streams.stream_number > 0
                then floor(
                        counted.n_options
                        * {{ uniform_from_key(
                            "cast(streams.stream_number as " ~ dbt.type_string() ~ ")"
                            ~ " || ':' || streams.uncertainty_id"
                        ) }}
                    )
        end as place
    from streams
    left join options as counted
        on streams.uncertainty_id = counted.uncertainty_id
        and counted.place = 0
),

final as (
    select
        placed.draw_id,
        placed.part,
        placed.experiment_id,
        placed.renewed_id,
        placed.base_number,
        placed.uncertainty_id,
        options.option_id,
        placed.stream_number
    from placed
    left join options
        on placed.uncertainty_id = options.uncertainty_id
        and (
            placed.place = options.place
            or (placed.stream_number = 0 and options.is_paper)
        )
)

select * from final
