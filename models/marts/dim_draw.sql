with final as (
    select
        draw_id,
        part,
        experiment_id,
        renewed_id,
        sd_type,
        cv_pool,
        level_pool,
        negative_level,
        specialisation_direction,
        rail_definition,
        membership_scheme_id,
        aggregation,
        price_basis,
        indicator_set,
        interpolation,
        base_number,
        dimension_weights_stream,
        indicator_weights_stream,
        figure_errors_stream,
        cities_stream,
        max_year_gap,
        min_coverage
    from {{ ref('int_draw') }}
)

select * from final
