-- In which dimension is each agglomeration weakest?
with ranked as (
    select
        year,
        cluster_en,
        dimension_en,
        dimension_score,
        row_number() over (
            partition by cluster_id, year
            order by dimension_score, dimension_id
        ) as place
    from {{ ref('core_dimension_score') }}
)

select
    year,
    cluster_en,
    dimension_en,
    dimension_score
from ranked
where place = 1
order by year, cluster_en
