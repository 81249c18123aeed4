{# Spark has no windows in a recursion; it has functions of arrays. #}
{% macro spark__orthogonal_columns(relation) -%}
    select
        matrix_id,
        column_number,
        row_number,
        value
    from (
        select
            matrix_id,
            aggregate(
                sequence(0, 8 * n_rounds - 1),
                columns,
                (matrix, round) -> transform(
                    transform(
                        transform(matrix, (own, place) -> named_struct(
                            'own', own,
                            'place', place,
                            'partner', case
                                when place = n_rounds
                                    then (round * (n_rounds + 1) div 2) % n_rounds
                                when pmod(2 * place - round, n_rounds) = 0 then n_rounds
                                else pmod(round - place, n_rounds)
                            end
                        )),
                        pair -> named_struct(
                            'own', pair.own,
                            'other', get(matrix, pair.partner),
                            'is_first', pair.place < pair.partner,
                            'both_product', {{ dot_product(
                                'pair.own', 'get(matrix, pair.partner)'
                            ) }},
                            'difference', {{ dot_product(
                                'get(matrix, pair.partner)', 'get(matrix, pair.partner)'
                            ) }} - {{ dot_product('pair.own', 'pair.own') }}
                        )
                    ),
                    pair -> case
                        when pair.both_product is null or pair.both_product = 0
                            then pair.own
                        else zip_with(pair.own, pair.other, (x, y) -> (
                            x - {{ jacobi_tangent(
                                'pair.difference', 'pair.both_product',
                                'pair.difference > 0 or (pair.difference = 0 and pair.is_first)'
                            ) }} * y
                        ) / sqrt(1 + power({{ jacobi_tangent(
                            'pair.difference', 'pair.both_product', 'true'
                        ) }}, 2)))
                    end
                )
            ) as turned
        from (
            select
                matrix_id,
                cast(2 * floor(max(column_number) / 2) + 1 as integer) as n_rounds,
                cast(transform(
                    array_sort(collect_list(struct(column_number, cells))),
                    numbered -> transform(numbered.cells, cell -> cell.value)
                ) as array<array<double>>) as columns
            from (
                select
                    matrix_id,
                    column_number,
                    array_sort(collect_list(struct(row_number, value))) as cells
                from {{ relation }}
                group by matrix_id, column_number
            ) as columns_of_cells
            group by matrix_id
        ) as matrices
    ) as turned_matrices
    lateral view posexplode(turned) as column_number, turned_column
    lateral view posexplode(turned_column) as row_number, value
{%- endmacro %}

{# Of two arrays on Spark. #}
{% macro dot_product(one, other) -%}
    aggregate(
        zip_with({{ one }}, {{ other }}, (x, y) -> x * y),
        cast(0 as double),
        (total, product) -> total + product
    )
{%- endmacro %}
