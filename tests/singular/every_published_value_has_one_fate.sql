-- Fails when used, superseded, corrected and rejected values do not add up to the
-- published ones, in number or in sum, for a publication and variable.
with published as (
    select
        source_id,
        variable_id,
        count(*) as n_values,
        sum(published_value) as total
    from {{ ref('int_published_value') }}
    group by source_id, variable_id
),

accounted as (
    select
        source_id,
        variable_id,
        count(
            case
                when fate in ('used', 'superseded', 'corrected', 'rejected') then 1
            end
        ) as n_values,
        sum(published_value) as total
    from {{ ref('fct_observation_fate') }}
    group by source_id, variable_id
)

select
    published.source_id,
    published.variable_id,
    published.n_values as n_published,
    accounted.n_values as n_accounted
from published
left join accounted
    on published.source_id = accounted.source_id
    and published.variable_id = accounted.variable_id
where
    accounted.n_values is null
    or published.n_values <> accounted.n_values
    or abs(published.total - accounted.total) > 1e-9 * abs(published.total)
