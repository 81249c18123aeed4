with draw_indexes as (
    select * from {{ ref('fct_draw_index') }}
),

pairs as (
    select
        one.experiment_id,
        one.cluster_id,
        other.cluster_id as other_cluster_id,
        one.year,
        one.integration_index - other.integration_index as lead_points,
        {{ noise_free('one.integration_index - other.integration_index') }}
            as lead_compared,
        {{ noise_free('one.integration_index') }} as index_compared
    from draw_indexes as one
    inner join draw_indexes as other
        on one.experiment_id = other.experiment_id
        and one.draw_id = other.draw_id
        and one.year = other.year
        and one.cluster_id <> other.cluster_id
),

counted as (
    select
        experiment_id,
        cluster_id,
        other_cluster_id,
        year,
        count(*) as n_draws,
        count(case when lead_compared > 0 then 1 end) as n_ahead,
        count(case when lead_compared < 0 then 1 end) as n_behind,
        count(case when lead_compared = 0 and index_compared <> 0 then 1 end)
            as n_tied,
        count(case when lead_compared = 0 and index_compared = 0 then 1 end)
            as n_tied_at_zero,
        {{ percentile('lead_points', 0.025) }} as lower_95,
        {{ percentile('lead_points', 0.5) }} as median_lead,
        {{ percentile('lead_points', 0.975) }} as upper_95
    from pairs
    group by experiment_id, cluster_id, other_cluster_id, year
),

shares as (
    select
        *,
        cast(n_ahead as {{ dbt.type_float() }}) / n_draws as share_ahead,
        cast(n_behind as {{ dbt.type_float() }}) / n_draws as share_behind,
        cast(n_tied as {{ dbt.type_float() }}) / n_draws as share_tied,
        cast(n_tied_at_zero as {{ dbt.type_float() }}) / n_draws as share_tied_at_zero
    from counted
),

final as (
    select
        experiment_id,
        cluster_id,
        other_cluster_id,
        year,
        n_draws,
        share_ahead,
        share_behind,
        share_tied,
        share_tied_at_zero,
        case
            when experiment_id = 'choices' then 0
            else sqrt(share_ahead * (1 - share_ahead) / n_draws)
        end as standard_error,
        lower_95,
        median_lead,
        upper_95
    from shares
)

select * from final
