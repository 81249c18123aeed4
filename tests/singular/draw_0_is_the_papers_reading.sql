-- Fails with the agglomerations and years in which the draw that takes the paper's
-- option of everything gives another index than the reading `paper`: an option of
-- uncertainty_options.csv or a setting of dbt_project.yml has moved alone.
with draws as (
    select * from {{ ref('int_draw_index') }}
    where draw_id = 0
),

paper as (
    select * from {{ ref('fct_integration_index') }}
    where scenario_id = 'paper'
)

select
    paper.cluster_id,
    paper.year,
    paper.integration_index,
    draws.integration_index as drawn_index
from paper
inner join draws
    on paper.cluster_id = draws.cluster_id
    and paper.year = draws.year
where
    abs(paper.integration_index - draws.integration_index) > 1e-9
    or (paper.integration_index is null) <> (draws.integration_index is null)
