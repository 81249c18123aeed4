with dispersion as (
    select cells.*
    from {{ ref('int_cluster_dispersion') }} as cells
    inner join {{ ref('membership_schemes') }} as schemes
        on cells.membership_scheme_id = schemes.membership_scheme_id
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

criteria as (
    select * from {{ ref('quality_criteria') }}
),

counted as (
    select
        dispersion.membership_scheme_id,
        dispersion.cluster_id,
        dispersion.indicator_id,
        dispersion.year,
        criteria.sort_order,
        criteria.highest_a,
        criteria.highest_b,
        criteria.highest_c,
        case
            when criteria.criterion_id = 'proxy'
                then criteria.criterion_en || ' (' || indicators.proxy_en || ')'
            else criteria.criterion_en
        end as criterion_en,
        case
            when criteria.criterion_id = 'proxy'
                then criteria.criterion_zh || '（' || indicators.proxy_zh || '）'
            else criteria.criterion_zh
        end as criterion_zh,
        case criteria.criterion_id
            when 'no_value' then dispersion.n_members - dispersion.n_cities
            when 'carried' then dispersion.n_carried
            when 'interpolated' then dispersion.n_interpolated
            when 'published_rate' then dispersion.n_published_rate
            when 'other_boundary' then dispersion.n_other_boundary
            when 'doubted' then dispersion.n_doubted
            when 'proxy'
                then case when indicators.proxy_en is null then 0 else 1 end
                    * dispersion.n_cities
            when 'one_publication' then dispersion.n_cities - dispersion.n_confirmed
        end as n_concerned,
        case criteria.criterion_id
            when 'no_value' then dispersion.n_members else dispersion.n_cities
        end as n_of
    from dispersion
    inner join indicators
        on dispersion.indicator_id = indicators.indicator_id
    cross join criteria
    where dispersion.null_reason is null
),

graded as (
    select
        *,
        case
            when n_concerned <= highest_a * n_of then 'A'
            when n_concerned <= highest_b * n_of then 'B'
            when n_concerned <= highest_c * n_of then 'C'
            else 'D'
        end as grade
    from counted
),

-- The worst criterion decides, and gives the reason with all that are as bad.
compared as (
    select
        *,
        max(grade) over (
            partition by membership_scheme_id, cluster_id, indicator_id, year
        ) as quality_grade
    from graded
),

reasoned as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        quality_grade,
        sort_order,
        case
            when grade = quality_grade and grade <> 'A'
                then cast(n_concerned as {{ dbt.type_string() }}) || ' of '
                    || cast(n_of as {{ dbt.type_string() }}) || ' cities '
                    || criterion_en
        end as reason_en,
        case
            when grade = quality_grade and grade <> 'A'
                then cast(n_of as {{ dbt.type_string() }}) || '个城市中'
                    || cast(n_concerned as {{ dbt.type_string() }}) || '个'
                    || criterion_zh
        end as reason_zh
    from compared
),

grades as (
    select
        membership_scheme_id,
        cluster_id,
        indicator_id,
        year,
        quality_grade,
        {{ dbt.listagg('reason_en', "'; '", 'order by sort_order') }}
            as grade_reason_en,
        {{ dbt.listagg('reason_zh', "'；'", 'order by sort_order') }}
            as grade_reason_zh
    from reasoned
    group by membership_scheme_id, cluster_id, indicator_id, year, quality_grade
),

final as (
    select
        dispersion.membership_scheme_id,
        dispersion.cluster_id,
        dispersion.indicator_id,
        dispersion.year,
        dispersion.null_reason,
        grades.quality_grade,
        grades.grade_reason_en,
        grades.grade_reason_zh,
        dispersion.n_members,
        dispersion.n_cities,
        dispersion.n_interpolated,
        dispersion.n_carried,
        dispersion.n_published_rate,
        dispersion.n_other_boundary,
        dispersion.n_doubted,
        dispersion.n_confirmed,
        dispersion.coverage,
        dispersion.mean_value,
        dispersion.sd_population,
        dispersion.sd_sample,
        dispersion.min_value,
        dispersion.max_value,
        dispersion.cv_population,
        dispersion.cv_sample
    from dispersion
    left join grades
        on dispersion.membership_scheme_id = grades.membership_scheme_id
        and dispersion.cluster_id = grades.cluster_id
        and dispersion.indicator_id = grades.indicator_id
        and dispersion.year = grades.year
)

select * from final
