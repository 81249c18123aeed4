-- Fails with the flags that have a rule for some variable but none for all others, and
-- with those of a panel that have none: their values would be used unseen. Add a row
-- with an empty variable_id to seeds/reference/flag_rules.csv.
select flag
from {{ ref('stg_flag_rules') }}
group by flag
having count(case when variable_id = 'all' then 1 end) = 0
union
select flag
from {{ ref('int_landed_flag') }}
where treatment is null
