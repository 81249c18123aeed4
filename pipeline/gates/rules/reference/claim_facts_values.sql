-- expected: two agglomerations that differ, a first year before the last, and a value
-- that the measure can have
-- why: nothing leads itself or changes from a year to the same; a fact that nothing
-- can meet, or that everything meets, tests nothing
-- severity: error
with counts as (
    select
        (select count(*) from clusters) as n_clusters,
        (select count(*) from dimensions) as n_dimensions
),

facts as (
    select
        facts.*,
        cast(nullif(facts.expected_value, '') as double) as expected_number,
        cast(nullif(facts.tolerance, '') as double) as tolerance_number,
        facts.measure like '%\_rank' escape '\' as is_rank,
        facts.measure = 'between_cluster_cv' as is_cv,
        case
            when facts.measure = 'dimension_rank' then counts.n_clusters
            else counts.n_dimensions
        end as n_ranks
    from published_claim_facts as facts
    cross join counts
)

select
    file,
    row,
    'other_cluster_id' as column_name,
    other_cluster_id as value,
    'another agglomeration than cluster_id' as expected
from facts
where cluster_id <> '' and cluster_id = other_cluster_id
union all
select
    file,
    row,
    'from_year' as column_name,
    from_year || ' (year: ' || year || ')' as value,
    'a year before the one in year' as expected
from facts
where cast(nullif(from_year, '') as integer) >= cast(year as integer)
union all
select
    file,
    row,
    'comparison' as column_name,
    comparison || ' (' || measure || ')' as value,
    case
        when is_rank then 'equal or above: a rank is a whole number'
        when is_cv then 'about: the paper prints three digits'
        else 'above: a difference is more than 0 or not'
    end as expected
from facts
where
    case
        when is_rank then comparison not in ('equal', 'above')
        when is_cv then comparison <> 'about'
        else comparison <> 'above'
    end
union all
select
    file,
    row,
    'expected_value' as column_name,
    expected_value || ' (' || measure || ', ' || comparison || ')' as value,
    case
        when is_rank
            then 'a rank, a whole number from 1 to '
                || case when comparison = 'above' then n_ranks - 1 else n_ranks end
        when is_cv then 'a coefficient of variation above 0'
        else '0: the claim is that one is more, not by how much'
    end as expected
from facts
where
    not coalesce(
        case
            when is_rank
                then
                    expected_number = floor(expected_number)
                    and expected_number between 1 and n_ranks
                    and (comparison <> 'above' or expected_number < n_ranks)
            when is_cv then expected_number > 0
            else expected_number = 0
        end,
        false
    )
union all
select
    file,
    row,
    'tolerance' as column_name,
    tolerance || ' (expected_value: ' || expected_value || ')' as value,
    -- 0.05 of 0.679 to 1.0785 are used.
    'above 0 and at most a tenth of expected_value' as expected
from facts
where
    comparison = 'about'
    and (tolerance_number <= 0 or tolerance_number > 0.1 * expected_number)
