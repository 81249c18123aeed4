-- Fails when not exactly one membership scheme is the default; with --empty none is.
select count(*) as n_defaults
from {{ ref('membership_schemes') }}
where is_default
having count(*) <> 1 and not {{ flags.EMPTY | lower }}
