-- Fails with the cities whose Krugman index is not the one worked out by hand.
with cases (
    case_name, employment, city_total, pool_employment, pool_total, expected
) as (
    values
    -- shares 0.5 and 0.5 beside others with 1 and 0
    ('ordinary', 2.0, 4.0, 8.0, 10.0, 1.0),
    ('ordinary', 2.0, 4.0, 2.0, 10.0, 1.0),
    ('same_structure', 1.0, 4.0, 3.0, 12.0, 0.0),
    ('same_structure', 3.0, 4.0, 9.0, 12.0, 0.0),
    ('nothing_in_common', 4.0, 4.0, 4.0, 10.0, 2.0),
    ('nothing_in_common', 0.0, 4.0, 6.0, 10.0, 2.0),
    ('alone_in_its_cluster', 1.0, 4.0, 1.0, 4.0, null),
    ('alone_in_its_cluster', 3.0, 4.0, 3.0, 4.0, null),
    ('no_employment', 0.0, 0.0, 5.0, 10.0, null),
    ('no_employment', 0.0, 0.0, 5.0, 10.0, null),
    ('negative_section', -1.0, 4.0, 3.0, 12.0, null),
    ('negative_section', 5.0, 4.0, 9.0, 12.0, null),
    ('negative_elsewhere', 2.0, 4.0, 1.0, 12.0, null),
    ('negative_elsewhere', 2.0, 4.0, 11.0, 12.0, null)
),

computed as (
    select
        case_name,
        max(expected) as expected,
        {{ krugman_specialisation(
            'employment', 'city_total', 'pool_employment', 'pool_total'
        ) }} as krugman_specialisation
    from cases
    group by case_name
)

select *
from computed
where
    coalesce(abs(krugman_specialisation - expected) > 1e-12, false)
    or (krugman_specialisation is null) <> (expected is null)
