-- How the reading makes the scores of an agglomeration, where it has any.
select
    [
        if(any_value(has_size_adjustment), 'cluster.size_note', 'cluster.no_size_note'),
        said(not any_value(has_level_adjustment), 'cluster.no_level_note'),
        said(count(contribution) > 0, 'cluster.points_note')
    ] as say,
    any_value(size_adjustment) as size
from cluster.indicator_scores
inner join marts.dim_scenario using (scenario_id)
where indicator_score is not null
having count(*) > 0
