with member_indicators as (
    select * from {{ ref('int_member_indicator') }}
),

membership_schemes as (
    select * from {{ ref('membership_schemes') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

final as (
    select
        member_indicators.membership_scheme_id,
        member_indicators.cluster_id,
        member_indicators.city_id,
        member_indicators.indicator_id,
        member_indicators.year,
        case
            when member_indicators.is_published_rate then indicators.rate_variable_id
            else indicators.numerator_variable_id
        end as numerator_variable_id,
        case
            when not member_indicators.is_published_rate
                then indicators.denominator_variable_id
        end as denominator_variable_id,
        indicators.unit,
        member_indicators.status,
        member_indicators.numerator_source_id,
        member_indicators.denominator_source_id,
        member_indicators.from_year,
        member_indicators.value,
        member_indicators.numerator_value,
        member_indicators.denominator_value
    from member_indicators
    inner join indicators
        on member_indicators.indicator_id = indicators.indicator_id
    inner join membership_schemes
        on member_indicators.membership_scheme_id
        = membership_schemes.membership_scheme_id
)

select * from final
