with final as (
    select * from {{ ref('stg_aqli__pm25') }}
    union all
    select * from {{ ref('stg_bureau_area__land_area') }}
    union all
    select * from {{ ref('stg_bureau_population__population') }}
    union all
    select * from {{ ref('stg_bureau_urbanisation__urbanisation') }}
    union all
    select * from {{ ref('stg_census__population') }}
    union all
    select * from {{ ref('stg_city_yearbook__economy') }}
    union all
    select * from {{ ref('stg_city_yearbook__employment') }}
    union all
    select * from {{ ref('stg_city_yearbook__environment') }}
    union all
    select * from {{ ref('stg_city_yearbook__health') }}
    union all
    select * from {{ ref('stg_city_yearbook__highways') }}
    union all
    select * from {{ ref('stg_city_yearbook__patents') }}
    union all
    select * from {{ ref('stg_city_yearbook__population_land') }}
    union all
    select * from {{ ref('stg_city_yearbook__public_finance') }}
    union all
    select * from {{ ref('stg_city_yearbook__trade_fdi') }}
    union all
    select * from {{ ref('stg_construction_yearbook__gas') }}
    union all
    select * from {{ ref('stg_patent_counts__patents') }}
    union all
    select * from {{ ref('stg_pm25_grid_mean__pm25') }}
    union all
    select * from {{ ref('stg_prefecture_communique__gdp') }}
    union all
    select * from {{ ref('stg_province_yearbook__income_urbanisation') }}
)

select * from final
