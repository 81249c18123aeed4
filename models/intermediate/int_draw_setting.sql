with options as (
    select * from {{ ref('ref_uncertainty_option') }}
),

-- What a draw's values and cells depend on besides errors and weights; coverages are
-- options in percent.
final as (
    select
        dense_rank() over (
            order by
                membership_schemes.option_id,
                year_gaps.option_id,
                interpolations.option_id,
                rail_definitions.option_id
        ) as figure_set_number,
        row_number() over (
            order by
                membership_schemes.option_id,
                year_gaps.option_id,
                interpolations.option_id,
                rail_definitions.option_id,
                coverages.option_id,
                indicator_sets.option_id
        ) as setting_number,
        membership_schemes.option_id as membership_scheme_id,
        interpolations.option_id as interpolation,
        rail_definitions.option_id as rail_definition,
        indicator_sets.option_id as indicator_set,
        cast(year_gaps.option_id as integer) as max_year_gap,
        cast(coverages.option_id as {{ dbt.type_float() }}) / 100 as min_coverage
    from options as membership_schemes
    cross join options as year_gaps
    cross join options as interpolations
    cross join options as rail_definitions
    cross join options as coverages
    cross join options as indicator_sets
    where
        membership_schemes.uncertainty_id = 'membership_scheme_id'
        and year_gaps.uncertainty_id = 'max_year_gap'
        and interpolations.uncertainty_id = 'interpolation'
        and rail_definitions.uncertainty_id = 'rail_definition'
        and coverages.uncertainty_id = 'min_coverage'
        and indicator_sets.uncertainty_id = 'indicator_set'
)

select * from final
