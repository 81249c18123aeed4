-- expected: a scenario for each row of scenarios, combination of options and part left
-- out; an agglomeration for each of its scheme's, in fct_cluster_dispersion with every
-- indicator and year, in dim_indicator_availability every indicator with every panel
-- why: what is lost here is missing from every count that starts here
-- severity: error
-- checked: {{ ref('dim_membership_scheme') }}
with schemes as (
    select
        membership_scheme_id,
        count(distinct cluster_id) as n_clusters
    from {{ ref('dim_cluster_member') }}
    group by membership_scheme_id
),

options as (
    select
        choice_id,
        count(*) as n_options
    from {{ ref('dim_reading_choice') }}
    where is_combined
    group by choice_id
),

left_out as (
    select count(*) as n_parts
    from {{ ref('dim_indicator') }} as indicators
    inner join {{ ref('dim_indicator_list') }} as lists
        on indicators.indicator_id = lists.indicator_id
    inner join {{ ref('dim_reading_choice') }} as papers
        on lists.indicator_list = papers.option_id
    where
        papers.choice_id = 'indicator_list'
        and papers.is_paper
        and indicators.alternative_of is null
        and not indicators.is_landed
    union all
    select count(*) as n_parts
    from {{ ref('dim_dimension') }}
    where not is_landed
    union all
    select count(*) as n_parts
    from {{ ref('dim_cluster_member') }} as members
    inner join {{ ref('ref_scenario') }} as scenarios
        on members.membership_scheme_id = scenarios.membership_scheme_id
    where scenarios.scenario_id = 'paper'
),

counts as (
    select
        (select count(*) from {{ ref('dim_indicator') }}) as n_indicators,
        (select count(distinct panel_id) from {{ ref('dim_panel_year') }}) as n_panels,
        (
            select count(distinct all_years.year)
            from (
                select year from {{ ref('dim_panel_year') }}
                union all
                select year from {{ ref('int_published_combination') }}
            ) as all_years
        ) as n_years
),

expected as (
    select
        'dim_scenario' as mart,
        'named' as part,
        count(*) as n_expected
    from {{ ref('ref_scenario') }}
    where scenario_kind = 'named'
    union all
    select
        'dim_scenario' as mart,
        'reading' as part,
        cast(
            round(exp(sum(ln(cast(n_options as {{ dbt.type_float() }}))))) as bigint
        ) as n_expected
    from options
    union all
    select
        'dim_scenario' as mart,
        'leave_one_out' as part,
        cast(sum(n_parts) as bigint) as n_expected
    from left_out
    union all
    select
        'dim_cluster_size' as mart,
        membership_scheme_id as part,
        n_clusters as n_expected
    from schemes
    union all
    select
        'dim_indicator_availability' as mart,
        schemes.membership_scheme_id as part,
        counts.n_indicators * counts.n_panels as n_expected
    from schemes
    cross join counts
    union all
    select
        'fct_cluster_dispersion' as mart,
        schemes.membership_scheme_id as part,
        schemes.n_clusters * counts.n_indicators * counts.n_years as n_expected
    from schemes
    cross join counts
),

counted as (
    select
        'dim_scenario' as mart,
        scenario_kind as part,
        count(*) as n_rows
    from {{ ref('dim_scenario') }}
    group by scenario_kind
    {%- for mart in (
        'dim_cluster_size', 'dim_indicator_availability', 'fct_cluster_dispersion'
    ) %}
        union all
        select
            '{{ mart }}' as mart,
            membership_scheme_id as part,
            count(*) as n_rows
        from {{ ref(mart) }}
        group by membership_scheme_id
    {%- endfor %}
)

select
    'all' as mart,
    'rows' as column_name,
    coalesce(counted.n_rows, 0) as value,
    coalesce(expected.mart, counted.mart) as counted_mart,
    coalesce(expected.part, counted.part) as part
from expected
full join counted
    on expected.mart = counted.mart
    and expected.part = counted.part
where coalesce(expected.n_expected, 0) <> coalesce(counted.n_rows, 0)
