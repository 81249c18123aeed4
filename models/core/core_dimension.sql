with dimensions as (
    select * from {{ ref('dimensions') }}
    where not is_landed
),

indicators as (
    select * from {{ ref('core_indicator') }}
),

counted as (
    select
        dimension_id,
        count(*) as n_indicators,
        count(case when is_in_index then 1 end) as n_indicators_in_index
    from indicators
    group by dimension_id
),

final as (
    select
        dimensions.dimension_id,
        dimensions.dimension_en,
        dimensions.dimension_zh,
        dimensions.sort_order,
        counted.n_indicators,
        counted.n_indicators_in_index
    from dimensions
    inner join counted
        on dimensions.dimension_id = counted.dimension_id
)

select * from final
