-- expected: a fact that no other fact repeats or contradicts
-- why: a rank that is given to two, and a lead in both directions, cannot both be; a
-- fact that stands twice tests nothing more
-- severity: error
with facts as (
    select
        *,
        case
            when measure = 'index_lead'
                then least(cluster_id, other_cluster_id) || ', '
                    || greatest(cluster_id, other_cluster_id)
            when measure = 'dimension_rank' and comparison = 'equal'
                then dimension_id || ', ' || expected_value
            when measure like '%\_rank' escape '\' and comparison = 'equal'
                then cluster_id || ', ' || expected_value
            else cluster_id || ', ' || dimension_id
        end as subject
    from published_claim_facts
),

counted as (
    select
        *,
        count(*) over (
            partition by measure, comparison, subject, from_year, year
        ) as n_of_subject,
        count(*) over (
            partition by
                measure, cluster_id, other_cluster_id, dimension_id, from_year,
                year
        ) as n_of_cell
    from facts
)

select
    file,
    row,
    'fact_id' as column_name,
    fact_id || ' (' || measure || ', ' || subject || ', ' || year || ')' as value
from counted
where n_of_subject > 1 or n_of_cell > 1
