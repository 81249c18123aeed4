-- expected: ranks that are a permutation in the order of the scores
-- why: a rank is what readers quote; scores that are equal to nine decimals are ties,
-- since the last bits of a score depend on the order in which its parts were added
-- severity: error
-- checked: {{ ref('fct_integration_index') }} where integration_index is not null
with ranked as (
    select
        scenario_id,
        year,
        cluster_id,
        index_rank,
        rank() over (
            partition by scenario_id, year
            order by cast(integration_index as decimal(18, 9)) desc
        ) as expected_rank
    from {{ ref('fct_integration_index') }}
    where integration_index is not null
)

select
    'fct_integration_index' as mart,
    'index_rank' as column_name,
    cast(index_rank as {{ dbt.type_float() }}) as value,
    scenario_id,
    year,
    cluster_id
from ranked
where index_rank is distinct from expected_rank
