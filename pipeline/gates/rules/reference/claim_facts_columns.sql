-- expected: the columns filled that the measure needs, and no others
-- why: a fact without its year, dimension or agglomeration finds no figure, and counts
-- as not borne out
-- severity: error
with needs (measure, cluster_id, other_cluster_id, dimension_id, from_year) as (
    values
    ('index_lead', true, true, false, false),
    ('index_change', true, false, false, true),
    ('between_cluster_cv', false, false, true, false),
    ('between_cluster_cv_rank', false, false, true, false),
    ('between_cluster_cv_fall', false, false, true, true),
    ('between_cluster_cv_fall_rank', false, false, true, true),
    ('between_cluster_cv_relative_fall_rank', false, false, true, true),
    ('dimension_rank', true, false, true, false),
    ('dimension_gain_rank', true, false, true, true),
    ('dimension_relative_gain_rank', true, false, true, true),
    ('total_gain_rank', false, false, true, true),
    ('total_score_rank', false, false, true, false)
),

facts as (
    unpivot published_claim_facts
    on cluster_id, other_cluster_id, dimension_id, from_year, year, tolerance
    into name column_name value value
),

needed as (
    unpivot (
        select
            *,
            true as year
        from needs
    )
    on cluster_id, other_cluster_id, dimension_id, from_year, year
    into name column_name value is_needed
)

select
    facts.file,
    facts.row,
    facts.column_name,
    facts.value || ' (' || facts.measure || ', ' || facts.comparison || ')' as value,
    case
        when coalesce(needed.is_needed, facts.comparison = 'about')
            then 'a value: '
                || facts.measure
                || ', '
                || facts.comparison
                || ' needs one'
        else 'an empty cell: ' || facts.measure || ', ' || facts.comparison
            || ' has no use for one'
    end as expected
from facts
left join needed
    on facts.measure = needed.measure
    and facts.column_name = needed.column_name
where
    (facts.value = '') = coalesce(needed.is_needed, facts.comparison = 'about')
