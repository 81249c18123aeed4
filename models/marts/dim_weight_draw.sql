with dimensions as (
    select * from {{ ref('stg_dimensions') }}
    where not is_landed
),

digits as (
    select listed.digit
    from (
        values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
    ) as listed (digit)
),

numbers as (
    select
        1
        + ones.digit
        + 10 * tens.digit
        + 100 * hundreds.digit
        + 1000 * thousands.digit as draw_id
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    where {{ var('readings') }}
),

draws as (
    select
        draw_id,
        cast(draw_id as {{ dbt.type_string() }}) || ':' as draw_key
    from numbers
),

-- Exponential variables over their sum are uniform on the simplex: Dirichlet(1, ..).
exponentials as (
    select
        draws.draw_id,
        dimensions.dimension_id,
        -ln({{ uniform_from_key('draws.draw_key || dimensions.dimension_id') }})
            as exponential
    from draws
    cross join dimensions
),

final as (
    select
        draw_id,
        dimension_id,
        exponential / nullif(sum(exponential) over (partition by draw_id), 0) as weight
    from exponentials
)

select * from final
