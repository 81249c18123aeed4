with named as (
    select * from {{ ref('scenarios') }}
),

reading_options as (
    select * from {{ ref('ref_reading_option') }}
),

members as (
    select * from {{ ref('cluster_members') }}
),

cities as (
    select * from {{ ref('cities') }}
),

-- What the paper's reading may use.
indicators as (
    select indicators.*
    from {{ ref('dim_indicator') }} as indicators
    inner join {{ ref('dim_indicator_list') }} as lists
        on indicators.indicator_id = lists.indicator_id
    inner join {{ ref('reading_choices') }} as choices
        on lists.indicator_list = choices.option_id
    where choices.choice_id = 'indicator_list' and choices.is_paper
),

dimensions as (
    select * from {{ ref('dimensions') }}
),

paper as (
    select * from named
    where scenario_id = 'paper'
),

left_out as (
    select
        'indicator' as left_out_kind,
        indicator_id as left_out_id,
        indicator_en as left_out_en,
        indicator_zh as left_out_zh
    from indicators
    where alternative_of is null and not is_landed
    union all
    select
        'dimension' as left_out_kind,
        dimension_id as left_out_id,
        dimension_en as left_out_en,
        dimension_zh as left_out_zh
    from dimensions
    where not is_landed
    union all
    select
        'city' as left_out_kind,
        members.city_id as left_out_id,
        cities.city_en as left_out_en,
        cities.city_zh as left_out_zh
    from paper
    inner join members
        on paper.membership_scheme_id = members.membership_scheme_id
    inner join cities
        on members.city_id = cities.city_id
),

-- Every combination of the open choices, and the paper's reading without one indicator,
-- dimension or city: all else is as in `paper`.
variants as (
    select
        'reading' as scenario_kind,
        scenario_id,
        'Reading' as scenario_en,
        '一种口径' as scenario_zh,
        option_id as membership_scheme_id,
        cast(null as {{ dbt.type_string() }}) as left_out_kind,
        cast(null as {{ dbt.type_string() }}) as left_out_id
    from reading_options
    where choice_id = 'membership_scheme_id'
    union all
    select
        'leave_one_out' as scenario_kind,
        'without_' || left_out.left_out_id as scenario_id,
        'Without ' || left_out.left_out_en as scenario_en,
        '不含' || left_out.left_out_zh as scenario_zh,
        case
            when left_out.left_out_kind = 'city'
                then paper.membership_scheme_id || '_without_' || left_out.left_out_id
            else paper.membership_scheme_id
        end as membership_scheme_id,
        left_out.left_out_kind,
        left_out.left_out_id
    from paper
    cross join left_out
    where {{ var('readings') }}
),

final as (
    select
        'named' as scenario_kind,
        scenario_id,
        scenario_en,
        scenario_zh,
        membership_scheme_id,
        indicator_set,
        is_landed,
        panel_id,
        bounds_version_id,
        cast(null as {{ dbt.type_string() }}) as left_out_kind,
        cast(null as {{ dbt.type_string() }}) as left_out_id
    from named
    union all
    select
        variants.scenario_kind,
        variants.scenario_id,
        variants.scenario_en,
        variants.scenario_zh,
        variants.membership_scheme_id,
        paper.indicator_set,
        paper.is_landed,
        paper.panel_id,
        cast(null as {{ dbt.type_string() }}) as bounds_version_id,
        variants.left_out_kind,
        variants.left_out_id
    from variants
    cross join paper
)

select * from final
