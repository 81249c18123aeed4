-- Where our figures are nearest to the paper's and farthest from them.
with gaps as (
    select
        {
            'say': 'claims.in_year',
            'what': called(dimension_en, dimension_zh),
            'year': year
        } as cell,
        abs(difference) as gap
    from replication.table_4
    where difference is not null
)

select
    'claims.table_4_lead' as say,
    lowest(cell, gap) as near,
    min(gap) as near_gap,
    highest(cell, gap) as far,
    max(gap) as far_gap
from gaps
having same(near_gap) < same(far_gap)
