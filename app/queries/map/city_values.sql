-- Every city of a scheme with its value in a year, null where none; highest first.
select
    dim_city.*,
    dim_cluster_member.cluster_id,
    dim_cluster.cluster_en,
    dim_cluster.cluster_zh,
    figure.* exclude (
        membership_scheme_id,
        cluster_id,
        city_id,
        city_en,
        city_zh,
        cluster_en,
        cluster_zh
    ),
    shown_rank(
        rank_in_scheme, count(figure.value) over (partition by same(figure.value))
    ) as place
from marts.dim_city
inner join marts.dim_cluster_member using (city_id)
inner join marts.dim_cluster using (cluster_id)
left join marts.rpt_city_indicator as figure
    on dim_city.city_id = figure.city_id
    and dim_cluster_member.membership_scheme_id = figure.membership_scheme_id
    and figure.indicator_id = $indicator
    and figure.year = $year
where dim_cluster_member.membership_scheme_id = $scheme
order by figure.value desc nulls last, dim_city.city_id asc
