-- expected: a year of the panel of scenario `paper`
-- why: what the paper says of a year that is not scored can be neither borne out nor
-- not
-- severity: error
with scored as (
    select panel_years.year
    from scenarios
    inner join panel_years
        on scenarios.panel_id = panel_years.panel_id
    where scenarios.scenario_id = 'paper'
),

named_years as (
    select
        file,
        row,
        'year' as column_name,
        year as value
    from published_claim_facts
    union all
    select
        file,
        row,
        'from_year' as column_name,
        from_year as value
    from published_claim_facts
    union all
    select
        file,
        row,
        'year' as column_name,
        year as value
    from published_between_cluster_cv
)

select named_years.*
from named_years
where
    named_years.value <> ''
    and named_years.value not in (select scored.year from scored)
