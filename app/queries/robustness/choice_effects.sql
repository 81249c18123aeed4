-- How much of the rank variance each choice explains, per agglomeration.
select *
from marts.fct_choice_effect
where year = $year
order by choice_id, cluster_id
