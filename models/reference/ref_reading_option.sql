with options as (
    select
        choice_id,
        option_id,
        choice_number,
        option_number,
        row_number() over (
            partition by choice_id
            order by option_number
        ) - 1 as place,
        count(*) over (partition by choice_id) as n_options
    from {{ ref('reading_choices') }}
    where is_combined and {{ var('readings') }}
),

-- How many combinations the choices after it have: each option stays for so many.
strides as (
    select
        choice_id,
        n_options,
        cast(
            round(
                exp(
                    coalesce(
                        sum(ln(cast(n_options as {{ dbt.type_float() }}))) over (
                            order by choice_number desc
                            rows between unbounded preceding and 1 preceding
                        ),
                        0
                    )
                )
            ) as integer
        ) as stride
    from options
    where place = 0
),

totals as (
    select max(n_options * stride) as n_readings from strides
),

-- The gate of the marts counts the readings: beyond this number some would lack.
numbers as (
    select generated_number - 1 as reading_number
    from ({{ dbt.generate_series(65536) }}) as series
),

combined as (
    select
        numbers.reading_number,
        options.choice_id,
        options.option_id,
        options.choice_number,
        options.option_number
    from numbers
    inner join totals
        on numbers.reading_number < totals.n_readings
    cross join strides
    inner join options
        on strides.choice_id = options.choice_id
        and cast(
            floor((numbers.reading_number + 0.5) / strides.stride) as integer
        ) % strides.n_options = options.place
),

named as (
    select
        reading_number,
        'r' || {{ dbt.listagg(
            "cast(option_number as " ~ dbt.type_string() ~ ")", "''",
            "order by choice_number"
        ) }} as scenario_id
    from combined
    group by reading_number
),

final as (
    select
        named.scenario_id,
        combined.choice_id,
        combined.option_id
    from combined
    inner join named
        on combined.reading_number = named.reading_number
)

select * from final
