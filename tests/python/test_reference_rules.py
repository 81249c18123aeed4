"""Reference seeds whose rows are well-formed and wrong: each rule, tried on real rows."""

from collections.abc import Iterator

import duckdb
import pytest
from conftest import ROOT
from reference_case import Case, fact, indicator, lost, rate, variable

from pipeline.build.bounds import rows_hash
from pipeline.gates.rules import FOLDER, findings, read_rules
from pipeline.gates.rules.relations import relations
from pipeline.landing.inputs import read_inputs
from pipeline.paths import Paths

RULES = {rule.name: rule for rule in read_rules(FOLDER / "reference")}

CASES = [
    # what landed for a panel, scheme, indicator or section of the seeds
    *(
        Case("landed_rows_of_seeds", table, where, "file = 'landing/reference/x.csv'",
             column, "")
        for table, where, column in (
            ("panel_years", "panel_id = 'benchmark' and year = '2015'", "panel_id"),
            ("cluster_members", "city_id = '310000'", "membership_scheme_id"),
            ("series_breaks", "year = '2013'", "indicator_id"),
            ("indicator_lists", "indicator_id = 'pm25'", "indicator_list"),
            ("variables", "variable_id = 'employment_b_mining'", "role"),
        )
    ),
    # indicators
    indicator("patents_per_10k", "multiplier = '-1'", "multiplier", "multiplier"),
    indicator("highway_density", "multiplier = '0'", "multiplier", "multiplier"),
    indicator("fdi_dependence", "multiplier = '1'", "multiplier", "multiplier"),
    indicator("average_wage", "multiplier = '10000'", "multiplier", "multiplier"),
    indicator("trade_dependence", "unit = 'ratio'", "multiplier", "multiplier"),
    indicator("pm25", "unit = 'percent'", "unit", "unit"),
    indicator("education_spending_per_capita", "unit = 'percent'", "unit", "unit"),
    indicator("patents_per_10k", "unit = 'persons per 10,000 persons'", "unit", "unit"),
    indicator("science_spending_intensity", "denominator_variable_id = ''", "unit", "unit"),
    indicator(
        "health_technicians_per_10k",
        "numerator_variable_id = 'land_area', denominator_variable_id = 'doctors'",
        "unit", "unit",
    ),
    indicator(
        "health_technicians_per_10k",
        "numerator_variable_id = 'hospital_beds', unit = 'beds per 10,000 persons'",
        "formula", "numerator_variable_id",
        rows="indicators where indicator_id = 'health_technicians_per_10k'",
    ),
    indicator(
        "science_spending_intensity", "denominator_variable_id = numerator_variable_id",
        "formula", "numerator_variable_id",
    ),
    indicator(
        "science_spending_intensity",
        "numerator_variable_id = 'fiscal_expenditure', "
        "denominator_variable_id = 'fiscal_expenditure_science'",
        "variables", "numerator_variable_id",
    ),
    indicator(
        "pm25_area_mean", "numerator_variable_id = 'pm25_monitored'", "variables",
        "numerator_variable_id",
    ),
    rate("rate_variable_id = 'gdp_share_primary'"),
    rate("rate_variable_id = 'urban_rural_income_ratio'"),
    rate("indicator_id = 'average_wage'"),
    indicator(
        "patents_per_10k", "denominator_variable_id = 'registered_population'",
        "variables", "denominator_variable_id", severity="warning",
    ),
    indicator(
        "patents_per_10k", "denominator_variable_id = 'employment_total'",
        "variables", "denominator_variable_id",
    ),
    indicator("pm25_area_mean", "direction = 'positive'", "alternatives", "alternative_of"),
    indicator("pm25_area_mean", "alternative_option = 'area'", "alternatives",
              "alternative_of"),
    indicator("pm25_area_mean", "alternative_option = ''", "alternatives",
              "alternative_of"),
    indicator("high_speed_rail_any_line", "dimension_id = 'ecology'", "alternatives",
              "alternative_of"),
    indicator("high_speed_rail_any_line", "alternative_of = 'pm25'", "alternatives",
              "alternative_of"),
    indicator("high_speed_rail", "gap_rule = 'nearest_year'", "gap_rule", "gap_rule"),
    # units and variables
    variable("imports_usd", "unit = 'USD_10k'", "units_known", "unit"),
    Case("units_known", "indicators", "indicator_id = 'pm25'", "unit = 'mg_per_m3'",
         "unit"),
    Case("units_known", "variables", "variable_id = 'doctors'",
         "unit = 'heads', file = 'landing/reference/variables.csv'", "unit", "",
         severity="warning"),
    Case("units_factor", "units", "unit = 'km2'", "factor = '-1'", "factor"),
    Case("units_factor", "units", "unit = 'percent'", "highest = '0'", "lowest"),
    Case("indicators_multiplier", "units", "unit = 'percent'", "factor = '1'",
         "multiplier", "indicators where indicator_id = 'trade_dependence'"),
    variable("gdp", "unit = 'yuan'", "indicators_multiplier", "multiplier",
             rows="indicators where indicator_id = 'fdi_dependence'"),
    variable("gdp_per_capita", "unit = '10k_yuan'", "indicators_multiplier", "multiplier",
             rows="indicators where indicator_id = 'gdp_per_capita'"),
    variable("household_waste_treatment_rate", "valid_max = ''", "variables_range",
             "valid_max"),
    variable("urbanisation_rate", "valid_max = '1000'", "variables_range", "valid_max"),
    variable("fiscal_revenue", "valid_min = ''", "variables_range", "valid_min"),
    variable("doctors", "valid_min = '-100'", "variables_range", "valid_min"),
    variable("pm25_monitored", "valid_min = '500', valid_max = '50'", "variables_range",
             "valid_max"),
    variable("gdp_per_capita", "fill_rule = 'linear'", "variables_fill_rule", "fill_rule"),
    variable("doctors", "fill_rule = 'linear'", "variables_fill_rule", "fill_rule"),
    variable("pm25_satellite", "fill_rule = 'linear'", "variables_fill_rule", "fill_rule"),
    variable("employment_s_public_admin", "role = 'cross_check'", "variables_sections",
             "role"),
    lost("variables_sections", "variables", "variable_id = 'employment_e_construction'",
         "variable_id", "variables where variable_id = 'employment_f_wholesale_retail'"),
    variable("employment_c_manufacturing", "role = 'context'", "variables_sections_total",
             "employment_total", rows=""),
    variable("exports_usd", "unit = '10k_yuan'", "variables_derived", "unit"),
    variable("fdi_utilised", "unit = '10k_yuan'", "variables_derived", "unit"),
    variable("imports_yuan", "unit = '100m_yuan'", "variables_derived", "unit"),
    variable("employment_j_finance", "unit = 'persons'", "variables_derived", "unit"),
    variable("urban_resident_population", "unit = 'persons'", "variables_derived", "unit",
             rows="variables where variable_id = 'resident_population'"),
    variable("trade_total", "role = 'numerator'", "variables_derived", "role"),
    # sources
    Case("sources_precedence", "sources", "source_id = 'patent_counts'",
         "precedence = '0'", "precedence"),
    Case("sources_precedence", "sources", "source_id in ('census', 'city_yearbook')",
         "precedence = case source_id when 'census' then '3' else '1' end", "precedence",
         "sources where source_id = 'city_yearbook'"),
    Case("sources_precedence", "sources", "source_id = 'patent_counts'",
         "precedence = '2'", "precedence"),
    lost("sources_of_figures", "sources", "source_id = 'aqli'", "source_id"),
    Case("sources_years", "sources", "source_id = 'patent_counts'",
         "data_years = '2006-2018'", "year", "", severity="warning"),
    # exchange rates
    Case("consumer_prices_years", "consumer_prices", "year = '2016'",
         "consumer_price_index = '2.0'", "consumer_price_index"),
    lost("consumer_prices_years", "consumer_prices", "year = '2014'", "year",
         "consumer_prices where year = '2015'"),
    lost("consumer_prices_years", "consumer_prices", "year in ('2020', '2021', '2022', "
         "'2023')", "year", "panel_years where panel_id = 'benchmark' and year = '2020'"),
    Case("exchange_rates_steps", "exchange_rates", "year = '2016'",
         "yuan_per_usd = '7.3515'", "yuan_per_usd", severity="warning"),
    Case("exchange_rates_steps", "exchange_rates", "year = '2012'",
         "yuan_per_usd = '8.1067'", "yuan_per_usd"),
    Case("exchange_rates_steps", "exchange_rates", "year = '2005'",
         "yuan_per_usd = '7.9718'", "yuan_per_usd", "exchange_rates where year = '2006'"),
    lost("exchange_rates_steps", "exchange_rates", "year = '2014'", "year",
         "exchange_rates where year = '2015'", severity="warning"),
    # openings of lines
    *(
        Case("high_speed_rail_openings", "high_speed_rail_openings",
             f"city_id = '{city}'", change, column, severity=severity)
        for city, change, column, severity in (
            ("420100", "new_line_opened_on = '2029-04-01'", "new_line_opened_on", "error"),
            ("500000", "any_line_opened_on = '0209-09-26'", "any_line_opened_on", "error"),
            ("430700", "any_line_opened_on = '2020-01-10'", "any_line_opened_on", "error"),
            ("430100", "any_line_opened_on = ''", "any_line_opened_on", "error"),
            ("430100", "separate_line_opened_on = '2008-12-26'",
             "separate_line_opened_on", "error"),
            ("321200", "separate_line_opened_on = '2016-05-15'",
             "separate_line_opened_on", "error"),
            ("530400", "new_line_opened_on = ''", "new_line_zh", "error"),
            ("321200", "new_line_opened_on = '2016-05-15'", "new_line_zh", "error"),
            ("320600", "any_line_opened_on = ''", "upgraded_line_zh", "error"),
            ("360100", "recorded_until_year = '2012'", "recorded_until_year", "warning"),
        )
    ),
    # frozen bounds
    *(
        Case("fixed_rows", "frozen_bounds", "pool_key = 'gas_coverage_rate'", change,
             "rows_hash", "fixed_rows where table_name = 'frozen_bounds'")
        for change in (
            "min_value = '0'", "max_value = '100'", "pool_key = 'urbanisation_rate'",
            "measure = 'cv'", "frozen_on = '2026-11-25'", None,
        )
    ),
    Case("frozen_bounds_values", "frozen_bounds", "pool_key = 'pm25'",
         "min_value = max_value, max_value = min_value", "min_value"),
    Case("frozen_bounds_values", "frozen_bounds", "measure = 'cv'", "max_value = '60'",
         "max_value"),
    Case("frozen_bounds_values", "frozen_bounds", "measure = 'cv'", "min_value = '-1'",
         "max_value"),
    Case("frozen_bounds_values", "frozen_bounds", "pool_key = 'pm25'",
         "frozen_on = '2126-11-24'", "frozen_on"),
    *(
        Case("scenarios_bounds", table, f"{where} = 'every_year_to_2020_frozen'", change,
             "bounds_version_id",
             "scenarios where scenario_id = 'every_year_to_2020_frozen'")
        for table, where, change in (
            ("scenarios", "scenario_id", "membership_scheme_id = 'yrd_26_plan_2016'"),
            ("scenario_choices", "scenario_id", "option_id = 'population_weighted'"),
            ("scenario_choices", "scenario_id",
             "choice_id = 'cv_pool', option_id = 'year'"),
            ("scenario_choices", "scenario_id",
             "choice_id = 'sd_type', option_id = 'sample'"),
        )
    ),
    lost("scenarios_bounds", "frozen_bounds", "measure = 'cv'", "bounds_version_id",
         "scenarios where scenario_id = 'every_year_to_2020_frozen'"),
    # scenarios and choices
    Case("scenarios", "scenarios", "scenario_id = 'paper'",
         "membership_scheme_id = 'of_nobody'", "membership_scheme_id"),
    *(
        Case("default_scheme", "membership_schemes",
             f"membership_scheme_id = '{scheme}'", change, "is_default")
        for scheme, change in (
            ("yrd_27_outline_2019", "is_default = 'false'"),
            ("yrd_26_plan_2016", "is_default = 'true'"),
        )
    ),
    *(
        Case("scenarios_choices", "scenario_choices", "scenario_id = 'geometric_mean'",
             change, "scenario_id",
             f"scenarios where scenario_id in ('geometric_mean', '{other}')")
        for change, other in (
            ("option_id = 'arithmetic'", "paper"),
            (None, "paper"),
            ("choice_id = 'has_size_adjustment', option_id = 'false'",
             "no_size_adjustment"),
        )
    ),
    *(
        Case("scenario_choices_options", "scenario_choices",
             "scenario_id = 'geometric_mean'", change, column)
        for change, column in (
            ("option_id = 'harmonic'", "option_id"),
            ("choice_id = 'sd_type'", "option_id"),
            ("choice_id = 'indicator_set', option_id = 'available'", "choice_id"),
            ("scenario_id = 'paper'", "scenario_id"),
        )
    ),
    Case("scenarios_paper", "scenarios", "scenario_id = 'paper'",
         "scenario_id = 'the_paper'", "scenario_id", ""),
    Case("scenarios_single_choices", "scenarios", "scenario_id = 'yrd_26'",
         "panel_id = 'every_year'", "option_id",
         "reading_choices where option_id = 'yrd_26_plan_2016'", severity="warning"),
    Case("scenarios_single_choices", "scenario_choices", "scenario_id = 'sample_sd'",
         "scenario_id = 'cv_pool_year'", "option_id",
         "reading_choices where option_id = 'sample' or choice_id = 'cv_pool' and "
         "option_id = 'year'", severity="warning"),
    lost("scenarios_single_choices", "scenario_choices", "option_id = 'area_mean'",
         "option_id", "reading_choices where option_id = 'area_mean'",
         severity="warning"),
    lost("scenarios_single_choices", "scenarios", "scenario_id = 'rail_any_line'",
         "option_id", "reading_choices where option_id = 'any_line'", severity="warning"),
    lost("reading_choices_options", "reading_choices", "option_id = 'geometric'",
         "option_id"),
    lost("reading_choices_options", "reading_choices", "option_id = 'yrd_26_plan_2016'",
         "choice_id"),
    Case("indicator_lists", "indicator_lists", "indicator_id = 'pm25'",
         "indicator_id = 'pm25_area_mean'", "indicator_id"),
    Case("indicator_lists", "indicator_lists", "indicator_id = 'pm25'",
         "indicator_list = 'papers'", "indicator_list"),
    lost("indicator_lists", "indicator_lists", "indicator_list = 'paper'", "option_id",
         "reading_choices where choice_id = 'indicator_list'"),
    *(
        lost("fixed_rows", "indicator_lists", "indicator_id = 'pm25'", "rows_hash",
             f"fixed_rows where set_id = '{name}'", severity=severity)
        for name, severity in (("formulas", "error"), ("names", "warning"))
    ),
    lost("reading_choices_options", "reading_choices", "choice_id = 'rail_definition'",
         "option_id"),
    lost("reading_choices_options", "reading_choices", "option_id = 'current'",
         "option_id"),
    Case("reading_choices_options", "reading_choices", "option_id = 'inverse'",
         "option_id = 'reciprocal'", "option_id"),
    Case("reading_choices_options", "reading_choices", "choice_id = 'negative_level'",
         "choice_id = 'negative'", "option_id", ""),
    Case("reading_choices_paper", "reading_choices", "choice_id = 'aggregation'",
         "is_paper = case is_paper when 'true' then 'false' else 'true' end", "is_paper"),
    Case("reading_choices_options", "reading_choices", "option_id = 'inverse'",
         "is_combined = 'false'", "choice_id", ""),
    Case("reading_choices_paper", "reading_choices", "option_id = 'sqrt_product'",
         "is_combined = 'false'", "is_paper"),
    Case("reading_choices_paper", "reading_choices", "option_id = 'year'",
         "is_paper = 'true'", "is_paper"),
    Case("reading_choices_paper", "scenarios", "scenario_id = 'paper'",
         "membership_scheme_id = 'yrd_26_plan_2016'", "is_paper",
         "reading_choices where choice_id = 'membership_scheme_id'"),
    Case("reading_choices_numbers", "reading_choices", "option_id = 'geometric'",
         "option_number = '0'", "option_number"),
    Case("reading_choices_numbers", "reading_choices", "option_id = 'indicator_year'",
         "option_number = '7'", "option_number"),
    Case("reading_choices_numbers", "reading_choices", "option_id = 'year'",
         "choice_en = 'Pool'", "choice_en"),
    Case("reading_choices_numbers", "reading_choices", "option_id = 'year'",
         "choice_zh = '极值'", "choice_zh"),
    Case("reading_choices_numbers", "reading_choices", "option_id = 'year'",
         "choice_number = '9'", "choice_number"),
    Case("reading_choices_numbers", "reading_choices", "choice_id = 'sd_type'",
         "choice_number = '2'", "choice_number",
         "reading_choices where option_id = 'global'"),
    lost("panel_years_spacing", "panel_years", "panel_id = 'every_year' and year = '2009'",
         "year", "panel_years where panel_id = 'every_year' and year = '2010'",
         severity="warning"),
    Case("panel_years_spacing", "panel_years", "panel_id = 'benchmark' and year = '2015'",
         "year = '2014'", "year", "", severity="warning"),
    # claims
    *(
        Case("fixed_rows", table, where, change, "rows_hash",
             f"fixed_rows where table_name = '{table}' and set_id = '{rows}'",
             severity=severity)
        for table, where, change, rows, severity in (
            ("exchange_rates", "year = '2015'", "yuan_per_usd = '6.70'", "yuan_per_usd",
             "error"),
            ("consumer_prices", "year = '2015'", "consumer_price_index = '102.4'",
             "consumer_price_index", "error"),
            ("indicators", "indicator_id = 'average_wage'", "direction = 'negative'",
             "formulas", "error"),
            ("indicators", "indicator_id = 'pm25'", "dimension_id = 'public_services'",
             "formulas", "error"),
            ("indicators", "indicator_id = 'average_wage'",
             "indicator_en = 'Average wage per month'", "names", "warning"),
            ("cities", "city_id = '320200'", "city_en = 'Changzhou'", "names_and_places",
             "warning"),
            ("cities", "city_id = '330300'", "lon = '121.42'", "names_and_places",
             "warning"),
        )
    ),
    lost("fixed_rows", "published_claim_facts", "claim_id = 'upper_reach'", "rows_hash",
         "fixed_rows where set_id = 'upper_reach'"),
    lost("fixed_rows", "published_claim_facts", "fact_id = 'index_rises_10'", "rows_hash",
         "fixed_rows where set_id = 'index_rises'"),
    fact("delta_public_services_01", "year = '2015'", "fixed_rows", "rows_hash",
         rows="fixed_rows where set_id = 'delta_public_services'"),
    fact("least_improvement_02", "expected_value = '2'", "fixed_rows", "rows_hash",
         rows="fixed_rows where set_id = 'least_improvement'"),
    lost("fixed_rows", "fixed_rows", "set_id = 'table_4'", "rows_hash", ""),
    lost("claims_numbers", "published_claim_facts", "fact_id = 'delta_innovation_02'",
         "fact_id", "published_claim_facts where fact_id = 'delta_innovation_03'"),
    lost("claims_numbers", "published_claims", "claim_id = 'table_4'", "claim_number",
         "published_claims where claim_id = 'differences_2010'"),
    fact("table_4_03", "tolerance = ''", "claim_facts_columns", "tolerance"),
    fact("largest_falls_01", "dimension_id = ''", "claim_facts_columns", "dimension_id"),
    fact("differences_narrow_03", "from_year = ''", "claim_facts_columns", "from_year"),
    fact("index_rises_05", "other_cluster_id = 'YRD'", "claim_facts_columns",
         "other_cluster_id"),
    fact("delta_innovation_02", "tolerance = '0.1'", "claim_facts_columns", "tolerance"),
    fact("index_order_07", "other_cluster_id = 'CY'", "claim_facts_values",
         "other_cluster_id"),
    fact("upper_reach_02", "from_year = '2020', year = '2010'", "claim_facts_values",
         "from_year"),
    fact("index_rises_08", "from_year = '2020'", "claim_facts_values", "from_year"),
    fact("table_4_08", "tolerance = '0'", "claim_facts_values", "tolerance"),
    fact("table_4_08", "tolerance = '5'", "claim_facts_values", "tolerance"),
    fact("table_4_08", "comparison = 'above', tolerance = ''", "claim_facts_values",
         "comparison"),
    fact("differences_2010_02", "expected_value = '6'", "claim_facts_values",
         "expected_value"),
    fact("delta_innovation_01", "expected_value = '1.5'", "claim_facts_values",
         "expected_value"),
    fact("least_improvement_01", "expected_value = '5'", "claim_facts_values",
         "expected_value"),
    fact("index_rises_03", "expected_value = '-100'", "claim_facts_values",
         "expected_value"),
    fact("index_order_02", "expected_value = ''", "claim_facts_values", "expected_value"),
    fact("index_order_06", "year = '2014'", "claim_facts_years", "year"),
    lost("claim_facts_years", "panel_years", "panel_id = 'benchmark' and year = '2010'",
         "from_year", "published_claim_facts where from_year = '2010'"),
    fact("index_order_06", "cluster_id = 'CY', other_cluster_id = 'MYR', year = '2010'",
         "claim_facts_once", "fact_id"),
    fact("differences_2010_03", "expected_value = '4'", "claim_facts_once", "fact_id"),
    fact("table_4_05", "expected_value = '0.837'", "claim_facts_table_4",
         "between_cluster_cv",
         rows="published_between_cluster_cv "
         "where dimension_id = 'infrastructure' and year = '2010'"),
    lost("claim_facts_table_4", "published_between_cluster_cv",
         "dimension_id = 'ecology' and year = '2015'", "dimension_id"),
    # cities and members
    Case("cities_provinces", "cities", "city_id = '360500'",
         "province_zh = '湖南省', province_en = 'Hunan'", "province_zh"),
    Case("cities_provinces", "cities", "city_id = '511000'", "province_en = 'Yunnan'",
         "province_zh"),
    Case("cities_code_system", "cities", "city_id = '310000'", "code_system = ''",
         "code_system", severity="warning"),
    Case("cities_points", "cities", "city_id in ('310000', '510100')",
         "lon = case city_id when '310000' then '103.8656' else '121.4074' end", "lon",
         "cities where city_id = '510100'", severity="warning"),
    Case("cities_points", "cities", "city_id = '320500'",
         "lon = '120.3403', lat = '31.5528'", "lon", severity="warning"),
    Case("cluster_members_neighbours", "cluster_members", "city_id = '330200'",
         "cluster_id = 'MYR'", "cluster_id", severity="warning"),
    Case("cluster_members_neighbours", "cluster_members",
         "city_id = '340800' and membership_scheme_id = 'yrd_26_plan_2016'",
         "cluster_id = 'MYR'", "cluster_id", "", severity="warning"),
    Case("cluster_members_extent", "cluster_members", "city_id = '511700'",
         "extent_note = ''", "extent_note", severity="warning"),
    lost("members_of_all", "cluster_members", "city_id = '429005'", "city_id",
         "cities where city_id = '429005'", severity="warning"),
    lost("members_of_all", "cluster_members", "cluster_id = 'CYN' and city_id <> '530100'",
         "cluster_id", "cluster_members where cluster_id = 'CYN' and city_id = '530100'",
         severity="warning"),
    lost("members_of_all", "cluster_members", "cluster_id = 'CGZ'", "cluster_id",
         "clusters where cluster_id = 'CGZ'", severity="warning"),
    lost("members_of_all", "cluster_members", "membership_scheme_id = 'yrd_26_plan_2016'",
         "membership_scheme_id",
         "membership_schemes where membership_scheme_id = 'yrd_26_plan_2016'",
         severity="warning"),
    Case("names_once", "cities", "city_id = '331000'", "city_en = 'Taizhou (Jiangsu)'",
         "city_en", severity="warning"),
    Case("names_once", "scenarios", "scenario_id = 'yrd_26'",
         "scenario_en = 'Geometric mean'", "scenario_en", severity="warning"),
    Case("sort_orders", "clusters", "cluster_id = 'CY'", "sort_order = '2'", "sort_order",
         severity="warning"),
    Case("sort_orders", "indicators", "indicator_id = 'beds_per_10k'",
         "sort_order = '16'", "sort_order", severity="warning"),
    Case("dimensions_indicators", "indicators",
         "dimension_id = 'ecology' and alternative_of = ''",
         "dimension_id = 'infrastructure'", "dimension_id",
         "dimensions where dimension_id = 'ecology'"),
    Case("texts_in_both_languages", "series_breaks", "indicator_id = 'beds_per_10k'",
         "reason_zh = ''", "reason_zh", severity="warning"),
    # corrections and flags
    Case("corrections_improve", "corrections",
         "variable_id = 'fiscal_expenditure_science' and city_id = '511600'",
         "value_used = '0'", "value_used"),
    Case("corrections_improve", "corrections",
         "variable_id = 'patents_granted' and city_id = '360200'",
         "value_used = '13260'", "value_used"),
    Case("corrections_improve", "corrections",
         "variable_id = 'doctors' and city_id = '340500'",
         "published_value = '3200'", "value_used", severity="warning"),
    Case("corrections_of_figures", "corrections",
         "variable_id = 'doctors' and city_id = '340500'",
         "published_value = '6350'", "published_value"),
    Case("corrections_of_figures", "corrections",
         "variable_id = 'gdp_share_secondary'", "published_value = '47.37'",
         "published_value"),
    Case("corrections_of_figures", "value_flags",
         "variable_id = 'gdp' and city_id = '429004' and year = '2015'", "year = '2017'",
         "year"),
    lost("flag_rules_general", "flag_rules", "flag = 'carried_by_source' and "
         "variable_id = ''", "variable_id", "flag_rules where variable_id = 'land_area'"),
    lost("flag_rules_reach", "flag_rules", "variable_id = 'land_area'", "treatment",
         "flag_rules where flag = 'carried_by_source'"),
    Case("flag_rules_reach", "flag_rules", "flag = 'origin_not_stated'",
         "treatment = 'reject'", "treatment"),
    # changes of area, and the flags that rest on them
    lost("area_changes_figures", "area_changes", "city_id = '512000'", "land_area",
         "figure where variable_id = 'land_area' and city_id = '512000' and year = 2016"),
    *(
        Case("area_changes_figures", "area_changes", f"city_id = '{city}'", change, "year")
        for city, change in (
            ("340100", "year = '2010'"), ("340100", "change_type = 'left'"),
            ("340800", "change_type = 'joined'"), ("510100", "year = '2041'"),
        )
    ),
    lost("value_flags_boundary", "area_changes", "city_id = '512000'", "flag",
         "value_flags where flag = 'other_boundary' and city_id = '512000'"),
    lost("value_flags_boundary", "value_flags",
         "flag = 'other_boundary' and city_id = '340100'", "flag",
         "value_flags where flag = 'boundary_2020' and city_id = '340100' "
         "and variable_id = 'resident_population'"),
    # grades of figures
    lost("quality_criteria_limits", "quality_criteria", "criterion_id = 'doubted'",
         "criterion_id"),
    *(
        Case("quality_criteria_limits", "quality_criteria", "criterion_id = 'carried'",
             change, "highest_a")
        for change in ("highest_b = '0.6'", "highest_a = '-0.1'", "highest_c = '1.5'")
    ),
    # breaks and plans
    Case("series_breaks_years", "series_breaks", "indicator_id = 'beds_per_10k'",
         "year = '2071'", "year"),
    Case("series_breaks_years", "series_breaks", "indicator_id = 'krugman_specialisation'",
         "year = '2005'", "year"),
    # A member city without a row, and an agglomeration without any.
    lost("high_speed_rail_members", "high_speed_rail_openings", "city_id = '520100'",
         "city_id", rows="cluster_members where city_id = '520100'"),
    lost("high_speed_rail_members", "high_speed_rail_openings",
         "city_id in (select city_id from cluster_members where cluster_id = 'CGZ')",
         "cluster_id", rows="cluster_members where cluster_id = 'CGZ'",
         severity="warning"),
    Case("series_breaks_years", "series_breaks",
         "indicator_id = 'krugman_specialisation'", "year = '2014'", "year"),
    Case("institutions_ids", "plans", "plan_id = 'cy_agglomeration_plan_2016'",
         "year = '2010'", "year"),
    Case("institutions_ids", "plans", "plan_id = 'cyn_agglomeration_plan_2020'",
         "cluster_id = 'CGZ'", "cluster_id"),
    Case("institutions_ids", "plans", "plan_id = 'yrd_regional_plan_2010'",
         "level = 'provincial'", "level"),
    Case("institutions_ids", "coordination_bodies", "body_id = 'cy_leaders_visits'",
         "cluster_id = 'MYR'", "cluster_id"),
    # names and texts
    Case("membership_schemes_names", "membership_schemes", "true",
         "is_default = case is_default when 'true' then 'false' else 'true' end",
         "is_default"),
    Case("membership_schemes_names", "membership_schemes",
         "membership_scheme_id = 'yrd_26_plan_2016'", "scheme_zh = '长三角27市'",
         "scheme_zh"),
    lost("membership_schemes_names", "cluster_members",
         "city_id = '331000' and membership_scheme_id = 'yrd_27_outline_2019'",
         "scheme_en", "membership_schemes where membership_scheme_id = "
         "'yrd_27_outline_2019'"),
    Case("names_fit_ids", "scenarios", "scenario_id in ('cv_pool_indicator', 'yrd_26')",
         "scenario_en = case scenario_id when 'yrd_26' then 'CV bounds per indicator' "
         "else 'Yangtze River Delta with 26 cities' end", "scenario_en",
         severity="warning"),
    Case("names_fit_ids", "dimensions", "dimension_id in ('ecology', 'infrastructure')",
         "dimension_en = case dimension_id when 'ecology' then 'Infrastructure' "
         "else 'Ecology and environment' end", "dimension_en", severity="warning"),
    variable("registered_population", "unit = 'persons'", "figures_described",
             "variable_en"),
    variable("hospital_beds", "variable_zh = '执业(助理)医师数'", "figures_described",
             "variable_en"),
    Case("figures_described", "sources", "source_id = 'bureau_area'",
         "title_en = 'Granted patents by city'", "title_en"),
    Case("figures_described", "sources", "source_id = 'census'",
         "publisher = 'Municipal governments'", "title_en"),
    Case("fixed_rows", "published_claims", "claim_id = 'largest_falls'",
         "claim_zh = '2020年公共服务差距最小'", "rows_hash",
         "fixed_rows where set_id = 'largest_falls'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def connection(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection in which the rules read the seeds; a test rolls back."""
    folder = tmp_path_factory.mktemp("reference")
    inputs = read_inputs(Paths(root=ROOT, warehouse=folder, landing=folder))
    assert inputs.problems == []
    with relations(inputs) as connection:
        yield connection


@pytest.mark.parametrize("name", RULES)
def test_no_rule_finds_fault_with_the_seeds(
    name: str, connection: duckdb.DuckDBPyConnection
) -> None:
    assert list(map(str, findings(connection, RULES[name]))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.change} {c.where}")
def test_a_wrong_row_is_found(
    case: Case, connection: duckdb.DuckDBPyConnection
) -> None:
    rows = f"{case.table} where {case.where}" if case.rows is None else case.rows
    statement = (
        f"delete from {case.table} where {case.where}"
        if case.change is None
        else f"update {case.table} set {case.change} where {case.where}"
    )
    connection.execute("begin")
    try:
        places = set(
            connection.execute(f"select file, row from {rows}").fetchall()
            if rows
            else []
        )
        changed = connection.execute(statement).fetchone()
        found = findings(connection, RULES[case.rule])
    finally:
        connection.execute("rollback")
    assert changed and changed[0] > 0
    own = [p for p in found if p.column == case.column and p.severity == case.severity]
    assert own, "\n".join(map(str, found))
    assert not rows or places & {(p.file, p.row) for p in own}, "\n".join(map(str, own))


def test_each_rule_is_tried() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_what_is_frozen_has_the_hash_that_the_gate_computes(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = [
        ["paper", "mean_value", "pm25", "20.5", "1e-05", "2026-11-24"],
        ["paper", "cv", "all", "0.0", "2.5", "2026-11-24"],
    ]
    connection.execute("begin")
    try:
        for number, row in enumerate(rows, start=90):
            connection.execute(
                "insert into frozen_bounds values (?, ?, 'new', ?, ?, ?, ?, ?, ?)",
                ["bounds.csv", number, *row],
            )
        (unknown,) = findings(connection, RULES["fixed_rows"])
        connection.execute(
            "insert into fixed_rows values (?, ?, 'frozen_bounds', 'new', '2', ?)",
            ["fixed_rows.csv", 15, rows_hash(rows)],
        )
        found = findings(connection, RULES["fixed_rows"])
    finally:
        connection.execute("rollback")
    assert (unknown.file, unknown.row) == ("bounds.csv", 90)
    assert found == []
