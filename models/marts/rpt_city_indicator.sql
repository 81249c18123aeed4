with city_indicators as (
    select * from {{ ref('fct_city_indicator') }}
),

dispersions as (
    select * from {{ ref('fct_cluster_dispersion') }}
),

fates as (
    select * from {{ ref('fct_observation_fate') }}
    where warning_flags is not null
),

cities as (
    select * from {{ ref('cities') }}
),

clusters as (
    select * from {{ ref('clusters') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

sources as (
    select * from {{ ref('sources') }}
),

-- Figures of any size, as noise_free takes them: fourteen digits of the largest.
scaled as (
    select
        *,
        value / greatest(
            1, max(abs(value)) over (partition by indicator_id, year) / 100000
        ) as scaled_value
    from city_indicators
),

ranked as (
    select
        *,
        {{ noise_free_rank(
            'scaled_value', ['membership_scheme_id', 'indicator_id', 'year']
        ) }} as rank_in_scheme,
        count(*) over (
            partition by membership_scheme_id, indicator_id, year
        ) as n_cities_in_scheme,
        {{ noise_free_rank(
            'scaled_value',
            ['membership_scheme_id', 'cluster_id', 'indicator_id', 'year']
        ) }} as rank_in_cluster,
        {{ noise_free_peers(
            'scaled_value',
            ['membership_scheme_id', 'cluster_id', 'indicator_id', 'year']
        ) }} as n_sharing_value
    from scaled
),

final as (
    select
        ranked.membership_scheme_id,
        ranked.cluster_id,
        ranked.city_id,
        ranked.indicator_id,
        ranked.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        cities.city_en,
        cities.city_zh,
        indicators.indicator_en,
        indicators.indicator_zh,
        ranked.unit,
        ranked.status,
        coalesce(above_fates.warning_flags, below_fates.warning_flags) as warning_flags,
        ranked.numerator_variable_id,
        ranked.denominator_variable_id,
        ranked.numerator_source_id,
        ranked.denominator_source_id,
        above_sources.title_en as numerator_source_en,
        coalesce(above_sources.title_zh, above_sources.title_en)
            as numerator_source_zh,
        below_sources.title_en as denominator_source_en,
        coalesce(below_sources.title_zh, below_sources.title_en)
            as denominator_source_zh,
        ranked.from_year,
        ranked.value,
        ranked.numerator_value,
        ranked.denominator_value,
        dispersions.mean_value,
        dispersions.min_value,
        dispersions.max_value,
        ranked.value / nullif(dispersions.mean_value, 0) as share_of_mean,
        ranked.rank_in_scheme,
        ranked.n_cities_in_scheme,
        ranked.rank_in_cluster,
        ranked.n_sharing_value,
        dispersions.n_cities
    from ranked
    inner join cities
        on ranked.city_id = cities.city_id
    inner join clusters
        on ranked.cluster_id = clusters.cluster_id
    inner join indicators
        on ranked.indicator_id = indicators.indicator_id
    left join dispersions
        on ranked.membership_scheme_id = dispersions.membership_scheme_id
        and ranked.cluster_id = dispersions.cluster_id
        and ranked.indicator_id = dispersions.indicator_id
        and ranked.year = dispersions.year
    left join fates as above_fates
        on ranked.city_id = above_fates.city_id
        and ranked.numerator_source_id = above_fates.source_id
        and ranked.numerator_variable_id = above_fates.variable_id
        and ranked.from_year = above_fates.year
    left join fates as below_fates
        on ranked.city_id = below_fates.city_id
        and ranked.denominator_source_id = below_fates.source_id
        and ranked.denominator_variable_id = below_fates.variable_id
        and ranked.from_year = below_fates.year
    left join sources as above_sources
        on ranked.numerator_source_id = above_sources.source_id
    left join sources as below_sources
        on ranked.denominator_source_id = below_sources.source_id
)

select * from final
