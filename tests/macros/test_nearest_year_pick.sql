-- Fails with the missing years for which another year than expected is picked.
with cases (case_name, missing_year, candidate_year, expected_year) as (
    values
    ('nearest', 2015, 2013, 2016),
    ('nearest', 2015, 2016, 2016),
    ('tie_takes_the_earlier', 2015, 2016, 2014),
    ('tie_takes_the_earlier', 2015, 2014, 2014),
    ('only_one', 2020, 2019, 2019),
    ('only_a_later_one', 2020, 2021, 2021)
),

ranked as (
    select
        *,
        {{ nearest_year_pick(['case_name'], 'missing_year', 'candidate_year') }}
            as nearness_rank
    from cases
)

select *
from ranked
where (nearness_rank = 1) <> (candidate_year = expected_year)
