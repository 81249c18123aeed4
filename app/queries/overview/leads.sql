-- How far each index is from the mean, and what of it is size, level, k.
select
    rpt_index_lead.*,
    max(greatest(
        abs(index_difference), abs(size_effect), abs(level_effect), abs(evenness_effect)
    )) over () as largest
from marts.rpt_index_lead
inner join marts.dim_cluster using (cluster_id)
where scenario_id = $reading and year = $year
order by index_difference desc, sort_order asc
