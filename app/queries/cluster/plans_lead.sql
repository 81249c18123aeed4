-- Since when a national plan is there: in the paper's tables, and elsewhere.
select
    min(year) filter (other_source is null) as named,
    min(year) as known,
    [
        if(named is null, 'cluster.no_national', 'cluster.national'),
        said(known is distinct from named, 'cluster.national_elsewhere')
    ] as say
from cluster.institutions
where kind = 'plan' and level = 'national'
