-- Which choices are not among the sources of the doubt that are drawn.
select
    'robust.choices_others' as say,
    list(called(choice_en, choice_zh) order by choice_number) as choices
from robustness.single_choices
where not is_drawn
