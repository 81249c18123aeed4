with items as (
    select * from {{ ref('fct_score_item') }}
),

measures as (
    select listed.measure
    from (values ('score'), ('score_without_size')) as listed (measure)
),

measured as (
    select
        measures.measure,
        items.item_kind,
        items.item_id,
        items.cluster_id,
        items.year,
        case measures.measure
            when 'score' then items.score
            else items.score_without_size
        end as value
    from items
    cross join measures
),

deviations as (
    select
        *,
        value - avg(value) over (partition by measure, item_kind, item_id) as deviation,
        sqrt(
            var_pop(value) over (partition by measure, item_kind, item_id)
            * count(*) over (partition by measure, item_kind, item_id)
        ) as length
    from measured
),

-- Of length 1: products of two items are their correlations. One that never differs has
-- none.
standardised as (
    select
        measure,
        item_kind,
        item_id,
        measure || ':' || item_kind as matrix_id,
        dense_rank() over (partition by measure, item_kind order by item_id) - 1
            as column_number,
        dense_rank() over (partition by measure, item_kind order by cluster_id, year)
        - 1 as row_number,
        deviation / length as value
    from deviations
    where {{ noise_free('length') }} > 0
),

turned as (
    select orthogonal.* from ({{ orthogonal_columns('standardised') }}) as orthogonal
),

-- As many as the items have directions; what is left of the others is rounding.
lengths as (
    select
        matrix_id,
        column_number,
        sum(value * value) as eigenvalue,
        cast(
            row_number() over (partition by matrix_id order by sum(value * value) desc)
            as bigint
        ) as component_number,
        count(*) over (partition by matrix_id) as n_items
    from turned
    group by matrix_id, column_number
),

loaded as (
    select
        standardised.measure,
        standardised.item_kind,
        standardised.item_id,
        lengths.component_number,
        lengths.eigenvalue,
        lengths.n_items,
        sum(standardised.value * turned.value) / sqrt(lengths.eigenvalue) as loading
    from lengths
    inner join turned
        on lengths.matrix_id = turned.matrix_id
        and lengths.column_number = turned.column_number
    inner join standardised
        on turned.matrix_id = standardised.matrix_id
        and turned.row_number = standardised.row_number
    where {{ noise_free('lengths.eigenvalue') }} > 0
    group by
        standardised.measure,
        standardised.item_kind,
        standardised.item_id,
        lengths.component_number,
        lengths.eigenvalue,
        lengths.n_items
),

-- A component has no sign: it is the one that most items go along with.
final as (
    select
        measure,
        item_kind,
        item_id,
        component_number,
        eigenvalue,
        eigenvalue / n_items as variance_share,
        case
            when sum(loading) over (partition by measure, item_kind, component_number)
                < 0
                then -loading
            else loading
        end as loading
    from loaded
)

select * from final
