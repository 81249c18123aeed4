with samples as (
    select distinct
        sample_number,
        figure_set_number,
        figure_errors_stream,
        cities_stream
    from {{ ref('int_draw') }}
    where {{ in_batch('sample_number') }}
),

figures as (
    select * from {{ ref('int_drawn_figure') }}
),

cities as (
    select distinct city_id from figures
),

-- Cities that stand for others weigh as in the Bayesian bootstrap: exponential numbers
-- over their sum. A pair of numbers per city makes the errors of its figures.
city_numbers as (
    select
        samples.sample_number,
        samples.figure_set_number,
        cities.city_id,
        case
            when samples.cities_stream = 0 then 1
            else -ln({{ uniform_of(
                'samples.cities_stream', 'cities', 'cities.city_id'
            ) }})
        end as weight,
        case when samples.figure_errors_stream = 0 then 0 else 1 end as error_scale,
        {{ uniform_of('samples.figure_errors_stream', 'step', 'cities.city_id') }}
            as step_size,
        {{ uniform_of('samples.figure_errors_stream', 'origin', 'cities.city_id') }}
            as origin
    from samples
    cross join cities
    {{ computed_once() }}
),

-- Steps on a circle: the numbers of any two figures are uniform and independent.
located as (
    select
        city_numbers.sample_number,
        figures.cell_number,
        city_numbers.weight,
        figures.value,
        figures.deviation,
        figures.spread * city_numbers.error_scale as spread,
        city_numbers.step_size * figures.figure_key + city_numbers.origin as angle
    from city_numbers
    inner join figures
        on city_numbers.figure_set_number = figures.figure_set_number
        and city_numbers.city_id = figures.city_id
),

drawn as (
    select
        sample_number,
        cell_number,
        weight,
        deviation
        + value * (
            exp(spread * {{ logistic_quantile('angle - floor(angle)') }}) - 1
        ) as deviation
    from located
),

final as (
    select
        sample_number,
        cell_number,
        sum(weight) as weight_sum,
        sum(weight * deviation) as deviation_sum,
        sum(weight * deviation * deviation) as squared_deviation_sum
    from drawn
    group by sample_number, cell_number
)

select * from final
