-- What each indicator adds to the difference of two indexes, largest first.
select
    one.*,
    one.contribution - other.contribution as gap,
    one.contribution - gap as other_points
from cluster.all_scores as one
inner join cluster.all_scores as other using (indicator_id)
where one.cluster_id = $cluster and one.year = $year
    and other.cluster_id = $other_cluster and other.year = $other_year
    and gap is not null
order by -abs(same(gap)), one.dimension_number, one.indicator_number
