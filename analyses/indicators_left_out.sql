-- Which indicators of Table 1 is the index made without, and why?
select
    dimension_en,
    indicator_en,
    unit_en,
    why_not_in_index
from {{ ref('core_indicator') }}
where not is_in_index
order by dimension_en, indicator_en
