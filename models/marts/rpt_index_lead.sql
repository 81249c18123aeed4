with effects as (
    select * from {{ ref('fct_index_decomposition') }}
    where compared_with = 'mean_of_clusters'
),

clusters as (
    select * from {{ ref('clusters') }}
),

counted as (
    select
        scenario_id,
        year,
        count(*) as n_clusters
    from effects
    group by scenario_id, year
    having count(*) > 1
),

-- The effect that goes furthest in the direction of the difference.
judged as (
    select
        effects.scenario_id,
        effects.cluster_id,
        effects.year,
        clusters.cluster_en,
        clusters.cluster_zh,
        counted.n_clusters,
        effects.index_difference,
        effects.evenness_effect,
        effects.size_effect,
        effects.level_effect,
        case
            when effects.index_difference >= 0 and effects.size_effect
                = greatest(
                    effects.size_effect, effects.level_effect, effects.evenness_effect
                ) then 'large'
            when effects.index_difference >= 0 and effects.level_effect
                = greatest(
                    effects.size_effect, effects.level_effect, effects.evenness_effect
                ) then 'rich'
            when effects.index_difference >= 0 then 'even'
            when effects.size_effect
                = least(
                    effects.size_effect, effects.level_effect, effects.evenness_effect
                ) then 'small'
            when effects.level_effect
                = least(
                    effects.size_effect, effects.level_effect, effects.evenness_effect
                ) then 'poor'
            else 'uneven'
        end as main_reason
    from effects
    inner join clusters
        on effects.cluster_id = clusters.cluster_id
    inner join counted
        on effects.scenario_id = counted.scenario_id
        and effects.year = counted.year
),

-- A difference that reads as 0.0 is none, and has no reason.
worded as (
    select
        judged.*,
        abs(judged.index_difference) < 0.05 as is_at_mean,
        {{ one_decimal('abs(judged.index_difference)') }} as difference_text,
        {{ one_decimal('judged.size_effect', has_sign=true) }} as size_text,
        {{ one_decimal('judged.level_effect', has_sign=true) }} as level_text,
        {{ one_decimal('judged.evenness_effect', has_sign=true) }} as evenness_text,
        cast(judged.year as {{ dbt.type_string() }}) as year_text,
        cast(judged.n_clusters as {{ dbt.type_string() }}) as n_clusters_text
    from judged
),

final as (
    select
        scenario_id,
        cluster_id,
        year,
        cluster_en,
        cluster_zh,
        main_reason,
        index_difference,
        evenness_effect,
        size_effect,
        level_effect,
        year_text || ': ' || cluster_en || ' is '
        || case
            when is_at_mean then 'at'
            when index_difference > 0 then difference_text || ' points above'
            else difference_text || ' points below'
        end
        || ' the mean of the ' || n_clusters_text || ' agglomerations'
        || case
            when is_at_mean then ''
            else ', most of all because '
                || case main_reason
                    when 'large' then 'it has many cities'
                    when 'rich' then 'its level is high'
                    when 'even' then 'its cities are alike'
                    when 'small' then 'it has few cities'
                    when 'poor' then 'its level is low'
                    when 'uneven' then 'its cities differ'
                end
        end
        || ' (size ' || size_text || ', level ' || level_text
        || ', evenness ' || evenness_text || ').' as statement_en,
        year_text || '年' || cluster_zh
        || case
            when is_at_mean then '与' || n_clusters_text || '个城市群的平均持平'
            else '比' || n_clusters_text || '个城市群的平均'
                || case when index_difference > 0 then '高' else '低' end
                || difference_text || '分，主要因为'
                || case main_reason
                    when 'large' then '城市数目多'
                    when 'rich' then '水平高'
                    when 'even' then '城市间差异小'
                    when 'small' then '城市数目少'
                    when 'poor' then '水平低'
                    when 'uneven' then '城市间差异大'
                end
        end
        || '（规模' || size_text || '，水平' || level_text
        || '，均衡' || evenness_text || '）。' as statement_zh
    from worded
)

select * from final
