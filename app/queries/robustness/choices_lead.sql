-- Which source of doubt moves the indexes most.
with sources as (
    select
        called(uncertainty_en, uncertainty_zh) as source,
        sum(total_index) as total
    from robustness.sensitivity
    group by uncertainty_id, source
)

select
    'robust.choices_lead' as say,
    highest(source, total) as choice
from sources
having count(*) > 1 and len(choice) = 1 and max(same(total)) > 0
