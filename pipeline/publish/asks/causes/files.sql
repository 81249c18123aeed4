-- told: files that are not those of that build
-- why: what moves without a figure that was changed comes from a rule, a reference row
-- or the code
select
    coalesce(nullif(split_part(file_name, '/', 1), ''), 'landing') as subject,
    file_name || case
        when hash_before is null then ' (new)'
        when hash_now is null then ' (gone)'
        else ''
    end as what_changes,
    0 as size
from file_state
where hash_before is distinct from hash_now
