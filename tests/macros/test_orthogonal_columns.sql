-- Fails with the matrices whose columns are not of the lengths worked out by hand, largest
-- first, or not orthogonal.
with typed as (
    select
        matrix_id,
        column_number,
        row_number,
        cast(value as {{ dbt.type_float() }}) as value
    from (
        values
        -- Products 1, 1, 2: eigenvalues (3 + sqrt 5) / 2 and (3 - sqrt 5) / 2.
        ('two', 0, 0, 1.0),
        ('two', 0, 1, 0.0),
        ('two', 1, 0, 1.0),
        ('two', 1, 1, 1.0),
        -- Correlations of 1/2: 2, 1/2 and 1/2.
        ('three', 0, 0, 1.0),
        ('three', 0, 1, 0.0),
        ('three', 0, 2, 0.0),
        ('three', 1, 0, 0.5),
        ('three', 1, 1, 0.8660254037844386),
        ('three', 1, 2, 0.0),
        ('three', 2, 0, 0.5),
        ('three', 2, 1, 0.2886751345948129),
        ('three', 2, 2, 0.8164965809277260),
        ('equal', 0, 0, 1.0),
        ('equal', 0, 1, 1.0),
        ('equal', 1, 0, 1.0),
        ('equal', 1, 1, 1.0),
        ('opposite', 0, 0, 1.0),
        ('opposite', 0, 1, -2.0),
        ('opposite', 1, 0, -1.0),
        ('opposite', 1, 1, 2.0),
        ('with_zeros', 0, 0, 0.0),
        ('with_zeros', 0, 1, 0.0),
        ('with_zeros', 1, 0, 3.0),
        ('with_zeros', 1, 1, 4.0),
        ('one', 0, 0, 3.0),
        ('one', 0, 1, -4.0)
    ) as listed (matrix_id, column_number, row_number, value)
),

expected as (
    select
        matrix_id,
        place,
        cast(squared_length as {{ dbt.type_float() }}) as squared_length
    from (
        values
        ('two', 1, 2.618033988749895),
        ('two', 2, 0.381966011250105),
        ('three', 1, 2.0),
        ('three', 2, 0.5),
        ('three', 3, 0.5),
        ('equal', 1, 4.0),
        ('equal', 2, 0.0),
        ('opposite', 1, 10.0),
        ('opposite', 2, 0.0),
        ('with_zeros', 1, 25.0),
        ('with_zeros', 2, 0.0),
        ('one', 1, 25.0)
    ) as listed (matrix_id, place, squared_length)
),

turned as (
    select orthogonal.* from ({{ orthogonal_columns('typed') }}) as orthogonal
),

products as (
    select
        one.matrix_id,
        one.column_number,
        other.column_number as other_number,
        sum(one.value * other.value) as product
    from turned as one
    inner join turned as other
        on one.matrix_id = other.matrix_id
        and one.row_number = other.row_number
    group by one.matrix_id, one.column_number, other.column_number
),

lengths as (
    select
        matrix_id,
        row_number() over (partition by matrix_id order by product desc) as place,
        product as squared_length
    from products
    where column_number = other_number
),

wrong as (
    select
        expected.matrix_id,
        expected.place,
        lengths.squared_length
    from expected
    left join lengths
        on expected.matrix_id = lengths.matrix_id
        and expected.place = lengths.place
    where coalesce(abs(lengths.squared_length - expected.squared_length), 1) > 1e-12
    union all
    select
        matrix_id,
        column_number as place,
        product as squared_length
    from products
    where column_number <> other_number and abs(product) > 1e-12
)

select * from wrong
