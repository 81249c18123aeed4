-- In what share of the draws over all that is uncertain one agglomeration is ahead of
-- another in a year; of all combinations of choices where no draw was made.
select *
from marts.fct_lead_probability
where cluster_id = $one and other_cluster_id = $other and year = $year
    and experiment_id in ('joint', 'choices')
order by experiment_id desc
limit 1
