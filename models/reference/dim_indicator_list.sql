with listed as (
    select * from {{ ref('indicator_lists') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

lists as (
    select distinct indicator_list from listed
),

-- What landed without a list of its own is in all lists, for readings that landed too.
of_all_lists as (
    select
        lists.indicator_list,
        indicators.indicator_id
    from indicators
    left join listed
        on indicators.indicator_id = listed.indicator_id
    cross join lists
    where
        indicators.is_landed
        and indicators.alternative_of is null
        and listed.indicator_id is null
),

final as (
    select
        indicator_list,
        indicator_id
    from listed
    union all
    select
        indicator_list,
        indicator_id
    from of_all_lists
)

select * from final
