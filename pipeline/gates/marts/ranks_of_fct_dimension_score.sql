-- expected: ranks that are a permutation in the order of the scores
-- why: a rank is what readers quote; scores that are equal to nine decimals are ties,
-- since the last bits of a score depend on the order in which its parts were added
-- severity: error
-- checked: {{ ref('fct_dimension_score') }} where dimension_score is not null
with ranked as (
    select
        scenario_id,
        year,
        dimension_id,
        cluster_id,
        dimension_rank,
        rank() over (
            partition by scenario_id, year, dimension_id
            order by cast(dimension_score as decimal(18, 9)) desc
        ) as expected_rank
    from {{ ref('fct_dimension_score') }}
    where dimension_score is not null
)

select
    'fct_dimension_score' as mart,
    'dimension_rank' as column_name,
    cast(dimension_rank as {{ dbt.type_float() }}) as value,
    scenario_id,
    year,
    dimension_id,
    cluster_id
from ranked
where dimension_rank is distinct from expected_rank
