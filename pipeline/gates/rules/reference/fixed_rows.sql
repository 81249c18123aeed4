-- expected: rows as they were when they were frozen or taken from where they were
-- published
-- why: a bound, a fact, a rate or what an indicator is made of that is changed, added
-- or lost moves scores or what becomes of a claim without a figure having changed;
-- names and places that are exchanged mislead without moving anything
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
    union all
    select
        'exchange_rates' as table_name,
        'yuan_per_usd' as set_id,
        year as row_id,
        concat_ws(',', year, yuan_per_usd) as row_text,
        file,
        row
    from exchange_rates
    union all
    select
        'consumer_prices' as table_name,
        'consumer_price_index' as set_id,
        year as row_id,
        concat_ws(',', year, consumer_price_index) as row_text,
        file,
        row
    from consumer_prices
    union all
    select
        'indicators' as table_name,
        'formulas' as set_id,
        indicator_id as row_id,
        concat_ws(
            ',', indicator_id, dimension_id, unit, direction, numerator_variable_id,
            denominator_variable_id, multiplier, gap_rule, alternative_of,
            alternative_option
        ) as row_text,
        file,
        row
    from indicator_of_paper
    union all
    select
        'indicators' as table_name,
        'names' as set_id,
        indicator_id as row_id,
        concat_ws(',', indicator_id, sort_order, indicator_en, indicator_zh)
            as row_text,
        file,
        row
    from indicator_of_paper
    union all
    select
        'dimensions' as table_name,
        'names' as set_id,
        dimension_id as row_id,
        concat_ws(',', dimension_id, dimension_en, dimension_zh) as row_text,
        file,
        row
    from dimensions
    union all
    select
        'cities' as table_name,
        'names_and_places' as set_id,
        city_id as row_id,
        concat_ws(',', city_id, city_zh, city_en, province_zh, lon, lat) as row_text,
        file,
        row
    from cities
),

kept_rows as (
    select * from rows_of_sets
    where starts_with(file, 'seeds/')
),

current_sets as (
    select
        table_name,
        set_id,
        count(*) as n_rows,
        md5(string_agg(row_text, ';' order by row_id)) as rows_hash,
        min(file) as file,
        min_by(row, file) as row
    from kept_rows
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
        when 'published_claims'
            then 'a claim and its facts (published_claim_facts.csv) as they were taken '
                || 'from the paper; where one is meant to change, in fixed_rows.csv '
                || 'n_rows ' || n_rows || ' and rows_hash '
                || coalesce(current_hash, 'none')
        else table_name || '.csv with the ' || replace(set_id, '_', ' ')
            || ' that it had; where one is meant to change, in fixed_rows.csv n_rows '
            || n_rows || ' and rows_hash ' || coalesce(current_hash, 'none')
    end as expected,
    case when set_id in ('names', 'names_and_places') then 'warning' end as severity
from compared
where
    rows_hash is distinct from current_hash
    or n_fixed <> cast(n_rows as varchar)
    or current_hash is null
