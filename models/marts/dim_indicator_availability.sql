with availability as (
    select * from {{ ref('int_indicator_availability') }}
),

membership_schemes as (
    select * from {{ ref('membership_schemes') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

final as (
    select
        availability.membership_scheme_id,
        availability.panel_id,
        availability.indicator_id,
        indicators.dimension_id,
        indicators.alternative_of,
        case
            when availability.is_balanced then 'used'
            else 'left_out'
        end as balanced_set,
        case
            when availability.is_balanced
                then 'Every agglomeration has a statistic in every year of the panel.'
            when availability.n_values = 0 then 'No figures.'
            else 'No statistic in '
                || cast(
                    availability.n_cells - availability.n_cells_with_statistic
                    as {{ dbt.type_string() }}
                )
                || ' of ' || cast(availability.n_cells as {{ dbt.type_string() }})
                || ' agglomerations and years. ' || availability.missing_list || '.'
        end as reason,
        -- What is said of the figures of the seeds is not said of others.
        case
            when indicators.is_landed or not membership_schemes.is_landed
                then indicators.data_note
        end as data_note,
        case
            when indicators.is_landed or not membership_schemes.is_landed
                then indicators.data_note_zh
        end as data_note_zh,
        availability.n_cells,
        availability.n_cells_with_statistic,
        availability.n_values
    from availability
    inner join indicators
        on availability.indicator_id = indicators.indicator_id
    inner join membership_schemes
        on availability.membership_scheme_id = membership_schemes.membership_scheme_id
)

select * from final
