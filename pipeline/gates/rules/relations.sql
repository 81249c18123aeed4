-- What rules read besides the tables and figures that were read.

create temp view figure_in_use as
select *
from figure
where is_in_use;

-- What each reading takes of each choice: what it says, else the paper's option.
create temp view scenario_choice as
with options as (
    select
        choice_id,
        min(option_id) as option_id
    from reading_choices
    where is_paper = 'true'
    group by choice_id
)

select
    scenarios.scenario_id,
    options.choice_id,
    case options.choice_id
        when 'membership_scheme_id' then scenarios.membership_scheme_id
        when 'indicator_set' then scenarios.indicator_set
        else coalesce(scenario_choices.option_id, options.option_id)
    end as option_id
from scenarios
cross join options
left join scenario_choices
    on scenarios.scenario_id = scenario_choices.scenario_id
    and options.choice_id = scenario_choices.choice_id;

-- What is on no list of `paper` leaves it as it is, whatever it is made of.
create temp view indicator_of_paper as
select indicators.*
from indicators
inner join indicator_lists
    on indicator_lists.indicator_id in (
        indicators.indicator_id, indicators.alternative_of
    )
inner join reading_choices
    on indicator_lists.indicator_list = reading_choices.option_id
where
    reading_choices.choice_id = 'indicator_list'
    and reading_choices.is_paper = 'true';

-- Positive figures with the years before and after them in their publication.
create temp table step as
select
    *,
    lag(year) over by_year as year_before,
    lag(number) over by_year as number_before,
    lead(year) over by_year as year_after,
    lead(number) over by_year as number_after
from figure_in_use
where number > 0
window by_year as (partition by source_id, variable_id, city_id order by year);

-- How many times one number is the other, or the other the one.
create temp macro factor_between(one, other) as exp(abs(ln(one / other)));

create temp table figure_selected as
select
    figure_in_use.*,
    cast(sources.precedence as integer) as precedence
from figure_in_use
inner join sources
    on figure_in_use.source_id = sources.source_id
qualify row_number() over (
        partition by
            figure_in_use.variable_id,
            figure_in_use.city_id,
            figure_in_use.year
        order by
            -- As in int_chosen_value.
            figure_in_use.is_other_boundary,
            cast(sources.precedence as integer),
            figure_in_use.file,
            figure_in_use.row
    ) = 1;

-- The variables that an indicator is computed from.
create temp table scored_variable as
select numerator_variable_id as variable_id
from indicators
union
select denominator_variable_id as variable_id
from indicators
union
select rate_variable_id as variable_id
from indicator_rates
union
select variable_id
from variables
where role = 'industry_section'
    or variable_id in ('fdi_utilised', 'exports_yuan', 'imports_yuan');

-- One row per indicator: its unit beside those of numerator and denominator, and the
-- multiplier that brings one to the other.
create temp view formula as
select
    indicators.file,
    indicators.row,
    indicators.multiplier,
    indicators.unit,
    indicators.denominator_variable_id = '' as is_numerator_alone,
    units.quantity,
    units.per_quantity,
    numerator_units.quantity as numerator_quantity,
    numerator_units.per_quantity as numerator_per_quantity,
    denominator_units.quantity as denominator_quantity,
    numerators.unit || coalesce(' over ' || denominators.unit, '') as units_in_words,
    cast(numerator_units.factor as double)
    / coalesce(cast(denominator_units.factor as double), 1)
    / cast(units.factor as double) as needed_multiplier
from indicators
inner join units
    on indicators.unit = units.unit
inner join variables as numerators
    on indicators.numerator_variable_id = numerators.variable_id
inner join units as numerator_units
    on numerators.unit = numerator_units.unit
left join variables as denominators
    on indicators.denominator_variable_id = denominators.variable_id
left join units as denominator_units
    on denominators.unit = denominator_units.unit;

-- Member cities and the years that are scored: those of the panels of the scenarios
-- that take their membership scheme.
create temp table scored_city_year as
select
    cluster_members.city_id,
    cast(panel_years.year as integer) as year,
    arg_min(cluster_members.file, cluster_members.rowid) as file,
    arg_min(cluster_members.row, cluster_members.rowid) as row
from cluster_members
inner join scenarios
    on cluster_members.membership_scheme_id = scenarios.membership_scheme_id
inner join panel_years
    on scenarios.panel_id = panel_years.panel_id
group by cluster_members.city_id, cast(panel_years.year as integer);
