{#
    Columns of a matrix turned, two at a time, until each is orthogonal to all others
    (Hestenes 1958, a one-sided Jacobi method). Of standardised items they are the principal
    components: their squared lengths are the eigenvalues of the matrix of correlations.

    In a round every column meets one other, in n rounds each other (the schedule of a
    tournament); eight times round are enough for some hundred columns.

    Null rule    a matrix has no nulls.

    relation   matrix_id, column_number and row_number (from 0, without gaps), value

    Example: with turned as ({{ orthogonal_columns('standardised') }})
    The columns (1, 0) and (1, 1) become two of squared lengths 2.618 and 0.382.
#}
{% macro orthogonal_columns(relation) -%}
    {{ adapter.dispatch("orthogonal_columns", "integration_index")(relation) }}
{%- endmacro %}

{% macro default__orthogonal_columns(relation) -%}
    with recursive turned as (
        select
            matrix_id,
            column_number,
            row_number,
            cast(
                2 * floor(max(column_number) over (partition by matrix_id) / 2.0) + 1
                as integer
            ) as n_rounds,
            0 as round_number,
            cast(value as {{ dbt.type_float() }}) as value
        from {{ relation }}
        union all
        select
            matrix_id,
            column_number,
            row_number,
            n_rounds,
            round_number + 1 as round_number,
            case
                when both_product is null or both_product = 0 then value
                when is_first
                    then (first_value - tangent * second_value)
                        / sqrt(1 + tangent * tangent)
                else (second_value + tangent * first_value)
                    / sqrt(1 + tangent * tangent)
            end as value
        from (
            select
                *,
                {{ jacobi_tangent(
                    'second_square - first_square', 'both_product',
                    'second_square >= first_square'
                ) }} as tangent
            from (
                select
                    *,
                    sum(first_value * first_value) over (
                        partition by matrix_id, pair_number
                    ) as first_square,
                    sum(second_value * second_value) over (
                        partition by matrix_id, pair_number
                    ) as second_square,
                    sum(first_value * second_value) over (
                        partition by matrix_id, pair_number
                    ) as both_product
                from (
                    select
                        *,
                        max(case when is_first then value end) over (
                            partition by matrix_id, pair_number, row_number
                        ) as first_value,
                        max(case when not is_first then value end) over (
                            partition by matrix_id, pair_number, row_number
                        ) as second_value
                    from (
                        select
                            *,
                            pair_number = column_number
                            or (pair_number = -1 and column_number < n_rounds)
                                as is_first
                        from (
                            select
                                *,
                                case
                                    when column_number = n_rounds
                                        or mod(
                                            abs(2 * column_number - round_number),
                                            n_rounds
                                        ) = 0
                                        then -1
                                    else least(
                                            column_number,
                                            mod(
                                                round_number + n_rounds - column_number,
                                                n_rounds
                                            )
                                        )
                                end as pair_number
                            from turned
                            where round_number < 8 * n_rounds
                        ) as paired
                    ) as ordered
                ) as beside
            ) as multiplied
        ) as angled
    )

    select
        matrix_id,
        column_number,
        row_number,
        value
    from turned
    where round_number = 8 * n_rounds
{%- endmacro %}

{# The tangent of the angle by which two columns are turned, at most 1 from 0. #}
{% macro jacobi_tangent(difference, product, is_positive) -%}
    (
        case when {{ is_positive }} then 1.0 else -1.0 end
        * sign({{ product }})
        / (
            abs(({{ difference }}) / (2 * ({{ product }})))
            + sqrt(1 + power(({{ difference }}) / (2 * ({{ product }})), 2))
        )
    )
{%- endmacro %}
