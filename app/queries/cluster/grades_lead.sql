-- How many indicators have good figures, and which have the worst.
with graded as (
    select
        *,
        max(quality_grade) over () as worst_grade
    from cluster.grades
)

select
    count(*) filter (quality_grade in ('A', 'B')) as n,
    count(*) as n_all,
    any_value(worst_grade) as grade,
    list(called(indicator_en, indicator_zh))
    filter (quality_grade = worst_grade) as worst,
    ['cluster.grades_lead', said(n < n_all, 'cluster.grades_low')] as say
from graded
