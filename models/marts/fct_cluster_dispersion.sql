with dispersion as (
    select * from {{ ref('int_cluster_dispersion') }}
),

membership_schemes as (
    select * from {{ ref('membership_schemes') }}
),

grades as (
    select * from {{ ref('int_quality_grade') }}
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
    inner join membership_schemes
        on dispersion.membership_scheme_id = membership_schemes.membership_scheme_id
    left join grades
        on dispersion.membership_scheme_id = grades.membership_scheme_id
        and dispersion.cluster_id = grades.cluster_id
        and dispersion.indicator_id = grades.indicator_id
        and dispersion.year = grades.year
)

select * from final
