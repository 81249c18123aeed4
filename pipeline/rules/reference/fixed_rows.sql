-- expected: rows as they were when they were frozen or taken from the paper
-- why: a bound or a fact that is changed, added or lost moves scores or what becomes of
-- a claim, without a figure having changed
-- severity: error
with rows_of_sets as (
    select
        'frozen_bounds' as table_name,
        bounds_version_id as set_id,
        measure || ',' || pool_key as row_id,
        concat_ws(
            ',', scenario_id, measure, pool_key, min_value, max_value, frozen_on
        ) as row_text,
        file,
        row
    from frozen_bounds
    union all
    select
        'published_claims' as table_name,
        claim_id as set_id,
        fact_id as row_id,
        concat_ws(
            ',', fact_id, wording, measure, cluster_id, other_cluster_id, dimension_id,
            from_year, year, comparison, expected_value, tolerance
        ) as row_text,
        file,
        row
    from published_claim_facts
    union all
    select
        'published_claims' as table_name,
        claim_id as set_id,
        '' as row_id,
        concat_ws(
            ',', claim_number, claim_en, claim_zh, other_wording_en, other_wording_zh
        ) as row_text,
        file,
        row
    from published_claims
),

current_sets as (
    select
        table_name,
        set_id,
        count(*) as n_rows,
        md5(string_agg(row_text, ';' order by row_id)) as rows_hash,
        min(file) as file,
        min_by(row, file) as row
    from rows_of_sets
    group by table_name, set_id
),

compared as (
    select
        coalesce(fixed_rows.file, current_sets.file) as file,
        coalesce(fixed_rows.row, current_sets.row) as row,
        coalesce(fixed_rows.table_name, current_sets.table_name) as table_name,
        coalesce(fixed_rows.set_id, current_sets.set_id) as set_id,
        fixed_rows.rows_hash,
        current_sets.rows_hash as current_hash,
        coalesce(current_sets.n_rows, 0) as n_rows,
        coalesce(fixed_rows.n_rows, 'none') as n_fixed
    from fixed_rows
    full join current_sets
        on fixed_rows.table_name = current_sets.table_name
        and fixed_rows.set_id = current_sets.set_id
)

select
    file,
    row,
    'rows_hash' as column_name,
    set_id || ' (rows: ' || n_fixed || ', now ' || n_rows || ')' as value,
    case table_name
        when 'frozen_bounds'
            then 'bounds as they were frozen: change none by hand, freeze a new '
                || 'version (docs/methodology/years.md)'
        else 'a claim and its facts (published_claim_facts.csv) as they were taken '
            || 'from the paper; where one is meant to change, in fixed_rows.csv n_rows '
            || n_rows || ' and rows_hash ' || coalesce(current_hash, 'none')
    end as expected
from compared
where
    rows_hash is distinct from current_hash
    or n_fixed <> cast(n_rows as varchar)
    or current_hash is null
