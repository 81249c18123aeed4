with findings as (
    select * from {{ ref('int_outlier_finding') }}
),

contexts as (
    select * from {{ ref('int_outlier_context') }}
),

screened as (
    select * from {{ ref('int_screened_value') }}
),

fates as (
    select * from {{ ref('fct_observation_fate') }}
),

city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

variables as (
    select * from {{ ref('variables') }}
),

panel_years as (
    select panel_years.year
    from {{ ref('panel_years') }} as panel_years
    inner join {{ ref('dim_scenario') }} as scenarios
        on panel_years.panel_id = scenarios.panel_id
    where scenarios.scenario_id = 'paper'
),

-- What a derived variable is derived from.
parts as (
    select
        'fdi_utilised_yuan' as derived_variable_id,
        'fdi_utilised' as variable_id
    union all
    select
        'trade_total' as derived_variable_id,
        variable_id
    from variables
    where
        variable_id in ('exports_yuan', 'exports_usd', 'imports_yuan', 'imports_usd')
    union all
    select
        'krugman_specialisation' as derived_variable_id,
        variable_id
    from variables
    where role = 'industry_section'
),

figures as (
    select
        city_indicators.city_id,
        city_indicators.from_year,
        city_indicators.year,
        city_indicators.numerator_variable_id,
        city_indicators.denominator_variable_id
    from city_indicators
    inner join panel_years
        on city_indicators.year = panel_years.year
),

figure_variables as (
    select
        city_id,
        from_year,
        year,
        numerator_variable_id as variable_id
    from figures
    union all
    select
        city_id,
        from_year,
        year,
        denominator_variable_id as variable_id
    from figures
),

uses as (
    select
        figure_variables.city_id,
        coalesce(parts.variable_id, figure_variables.variable_id) as variable_id,
        figure_variables.from_year as year,
        min(figure_variables.year) as used_for_year
    from figure_variables
    left join parts
        on figure_variables.variable_id = parts.derived_variable_id
    group by
        figure_variables.city_id,
        coalesce(parts.variable_id, figure_variables.variable_id),
        figure_variables.from_year
),

final as (
    select
        findings.source_id,
        findings.variable_id,
        findings.city_id,
        findings.year,
        findings.finding_kind,
        findings.sister_variable_id,
        fates.fate,
        fates.flags,
        contexts.note,
        contexts.note_zh,
        contexts.second_source_id,
        variables.unit,
        case when screened.value_in_use is not null then uses.used_for_year end
            as used_for_year,
        contexts.year_before,
        contexts.year_after,
        screened.value,
        screened.value / exp(findings.deviation) as suggested_value,
        contexts.value_before,
        contexts.value_after,
        contexts.second_value,
        findings.outlier_distance,
        fates.warning_flags is not null
        or coalesce(fates.fate in ('rejected', 'corrected'), false) as is_judged
    from findings
    inner join screened
        on findings.source_id = screened.source_id
        and findings.variable_id = screened.variable_id
        and findings.city_id = screened.city_id
        and findings.year = screened.year
    inner join contexts
        on findings.source_id = contexts.source_id
        and findings.variable_id = contexts.variable_id
        and findings.city_id = contexts.city_id
        and findings.year = contexts.year
    inner join variables
        on findings.variable_id = variables.variable_id
    left join fates
        on findings.source_id = fates.source_id
        and findings.variable_id = fates.variable_id
        and findings.city_id = fates.city_id
        and findings.year = fates.year
    left join uses
        on findings.city_id = uses.city_id
        and findings.variable_id = uses.variable_id
        and findings.year = uses.year
)

select * from final
