-- Fails with the indexes whose change, or lead over the mean of the agglomerations, is
-- not the sum of the effects on their scores times index_weight: another unit.
with score_decomposition as (
    select * from {{ ref('fct_score_decomposition') }}
),

indexes as (
    select
        *,
        avg(integration_index) over (partition by scenario_id, year) as mean_index
    from {{ ref('fct_integration_index') }}
),

effects as (
    select
        scenario_id,
        cluster_id,
        year,
        compared_with,
        sum(
            index_weight
            * (evenness_effect_on_score + size_effect_on_score + level_effect_on_score)
        ) as index_effect
    from score_decomposition
    group by scenario_id, cluster_id, year, compared_with
)

select
    effects.*,
    indexes.integration_index,
    indexes.index_change,
    indexes.mean_index
from effects
inner join indexes
    on effects.scenario_id = indexes.scenario_id
    and effects.cluster_id = indexes.cluster_id
    and effects.year = indexes.year
where
    abs(
        effects.index_effect
        - case effects.compared_with
            when 'previous_year' then indexes.index_change
            else indexes.integration_index - indexes.mean_index
        end
    ) > 1e-9
