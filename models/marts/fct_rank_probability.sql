with draw_indexes as (
    select * from {{ ref('fct_draw_index') }}
),

counted as (
    select
        experiment_id,
        cluster_id,
        year,
        count(*) as n_draws
    from draw_indexes
    group by experiment_id, cluster_id, year
),

-- One zero in a geometric mean makes an index 0: a tie there is no place in an order.
at_rank as (
    select
        experiment_id,
        cluster_id,
        year,
        index_rank,
        count(case when n_sharing_rank = 1 then 1 end) as n_draws_alone,
        count(
            case
                when
                    n_sharing_rank > 1
                    and {{ noise_free('integration_index') }} <> 0
                    then 1
            end
        ) as n_draws_shared,
        count(
            case
                when
                    n_sharing_rank > 1
                    and {{ noise_free('integration_index') }} = 0
                    then 1
            end
        ) as n_draws_tied_at_zero
    from draw_indexes
    where index_rank is not null
    group by experiment_id, cluster_id, year, index_rank
),

shares as (
    select
        at_rank.*,
        counted.n_draws,
        cast(at_rank.n_draws_alone as {{ dbt.type_float() }})
        / counted.n_draws as share_alone,
        cast(at_rank.n_draws_shared as {{ dbt.type_float() }})
        / counted.n_draws as share_shared,
        cast(at_rank.n_draws_tied_at_zero as {{ dbt.type_float() }})
        / counted.n_draws as share_tied_at_zero
    from at_rank
    inner join counted
        on at_rank.experiment_id = counted.experiment_id
        and at_rank.cluster_id = counted.cluster_id
        and at_rank.year = counted.year
),

-- All combinations of the choices are no sample of them.
final as (
    select
        experiment_id,
        cluster_id,
        year,
        index_rank,
        n_draws,
        n_draws_alone,
        n_draws_shared,
        n_draws_tied_at_zero,
        share_alone,
        share_shared,
        share_tied_at_zero,
        case
            when experiment_id = 'choices' then 0
            else sqrt(share_alone * (1 - share_alone) / n_draws)
        end as standard_error
    from shares
)

select * from final
