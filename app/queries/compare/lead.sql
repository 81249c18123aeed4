-- In what share of the draws over all that is uncertain one agglomeration is ahead of
-- another in a year; of all combinations of choices where no draw was made.
select
    'compare.lead_' || experiment_id as say,
    called(ahead.cluster_en, ahead.cluster_zh) as one,
    called(behind.cluster_en, behind.cluster_zh) as other,
    share_ahead as share,
    n_draws as n
from marts.fct_lead_probability as lead
inner join marts.dim_cluster as ahead on lead.cluster_id = ahead.cluster_id
inner join marts.dim_cluster as behind on lead.other_cluster_id = behind.cluster_id
where lead.cluster_id = $one and lead.other_cluster_id = $other and year = $year
    and experiment_id in ('joint', 'choices')
order by experiment_id desc
limit 1
