with dimensions as (
    select * from {{ ref('stg_dimensions') }}
),

digits as (
    select digit
    from (
        values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
    ) as listed (digit)
),

draws as (
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

-- Exponential variables over their sum are uniform on the simplex: Dirichlet(1, ..., 1).
exponentials as (
    select
        draws.draw_id,
        dimensions.dimension_id,
        -ln({{ uniform_from_key(
            "cast(draws.draw_id as " ~ dbt.type_string() ~ ") || ':' || "
            ~ "dimensions.dimension_id"
        ) }}) as exponential
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
