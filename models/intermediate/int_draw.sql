with streams as (
    select
        *,
        uncertainty_id as choice_id
    from {{ ref('int_draw_stream') }}
),

options as (
    select * from {{ ref('ref_uncertainty_option') }}
),

settings as (
    select * from {{ ref('int_draw_setting') }}
),

draws as (
    select
        draw_id,
        part,
        experiment_id,
        renewed_id,
        base_number,
        {{ option_columns([
            'sd_type', 'cv_pool', 'level_pool', 'negative_level',
            'specialisation_direction', 'rail_definition', 'membership_scheme_id',
            'aggregation', 'price_basis', 'indicator_set', 'interpolation',
            'max_year_gap', 'min_coverage'
        ]) }},
        {{ stream_columns([
            'dimension_weights', 'indicator_weights', 'figure_errors', 'cities'
        ]) }}
    from streams
    group by draw_id, part, experiment_id, renewed_id, base_number
),

-- Where more cities than in the paper's reading must have a figure, hardly an indicator
-- has one everywhere: a draw that asks for more takes those that there are.
taken as (
    select
        draws.*,
        case
            when coverages.is_paper then draws.indicator_set
            else coalesce(available.option_id, draws.indicator_set)
        end as taken_set
    from draws
    inner join options as coverages
        on coverages.uncertainty_id = 'min_coverage'
        and draws.min_coverage = coverages.option_id
    left join options as available
        on available.uncertainty_id = 'indicator_set'
        and available.option_id = 'available'
),

-- Draws with the same figures, errors and cities share their means and deviations.
final as (
    select
        draws.draw_id,
        draws.part,
        draws.experiment_id,
        draws.renewed_id,
        draws.base_number,
        draws.sd_type,
        draws.cv_pool,
        draws.level_pool,
        draws.negative_level,
        draws.specialisation_direction,
        draws.rail_definition,
        draws.membership_scheme_id,
        draws.aggregation,
        draws.price_basis,
        draws.taken_set as indicator_set,
        draws.interpolation,
        settings.max_year_gap,
        settings.min_coverage,
        draws.dimension_weights_stream,
        draws.indicator_weights_stream,
        draws.figure_errors_stream,
        draws.cities_stream,
        settings.figure_set_number,
        settings.setting_number,
        dense_rank() over (
            order by
                draws.figure_errors_stream,
                draws.cities_stream,
                settings.figure_set_number
        ) as sample_number
    from taken as draws
    inner join settings
        on draws.membership_scheme_id = settings.membership_scheme_id
        and draws.interpolation = settings.interpolation
        and draws.rail_definition = settings.rail_definition
        and draws.taken_set = settings.indicator_set
        and cast(draws.max_year_gap as integer) = settings.max_year_gap
        and cast(draws.min_coverage as {{ dbt.type_float() }}) / 100
        = settings.min_coverage
)

select * from final
