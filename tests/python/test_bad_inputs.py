"""Malformed inputs: each is stopped before publishing, with a message its owner can use.

Every case changes a copy of the seeds, or lands a file beside them, and says where the
message must point: file, row, column, value, and words of the rule.
"""

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

from pipeline.build.run import GateError, build
from pipeline.gates.landing_gate import validate_inputs
from pipeline.gates.rules import FOLDER, findings, read_rule
from pipeline.gates.rules.relations import add_cells, tables
from pipeline.landing.checked import fingerprint
from pipeline.landing.inputs import read_inputs
from pipeline.landing.landed import load_landing
from pipeline.landing.problem import Problem
from pipeline.paths import Paths
from pipeline.publish.builds import verify

ECONOMY = "seeds/city_year/city_yearbook__economy.csv"
FINANCE = "seeds/city_year/city_yearbook__public_finance.csv"
HEALTH = "seeds/city_year/city_yearbook__health.csv"
ENVIRONMENT = "seeds/city_year/city_yearbook__environment.csv"
PATENTS = "seeds/city_year/city_yearbook__patents.csv"
HIGHWAYS = "seeds/city_year/city_yearbook__highways.csv"
EMPLOYMENT = "seeds/city_year/city_yearbook__employment.csv"
LAND_AREA = "seeds/city_year/bureau_area__land_area.csv"
CENSUS = "seeds/city_year/census__population.csv"
AQLI = "seeds/city_year/aqli__pm25.csv"
RATES = "seeds/reference/exchange_rates.csv"
CITIES = "seeds/reference/cities.csv"
SCENARIOS = "seeds/reference/scenarios.csv"
OPTIONS = "seeds/reference/scenario_choices.csv"
SOURCES = "seeds/reference/sources.csv"
CORRECTIONS = "seeds/reference/corrections.csv"
LANDED = "landing/figures.csv"
PARQUET = "landing/figures.parquet"
LANDING_HEADER = "city_id,year,variable_id,value,unit,source_id,flag"

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A malformed input and what the message about it must name."""

    name: str
    file: str
    change: Change
    row: int | None
    column: str | None
    value: str | None
    rule: str


def cell(row: int, column: str, text: str) -> Change:
    """Put a text into a cell; row 1 is the header."""

    def change(path: Path) -> None:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        rows[row - 1][rows[0].index(column)] = text
        write_rows(path, rows)

    return change


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def edit(old: str, new: str) -> Change:
    """Replace the first occurrence of a text in the file."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def recode(recoder: Callable[[str], bytes]) -> Change:
    """Write the text of the file as other bytes."""

    def change(path: Path) -> None:
        path.write_bytes(recoder(path.read_text(encoding="utf-8")))

    return change


def rows(edit_rows: Callable[[list[list[str]]], None]) -> Change:
    """Change the rows of the file, the header among them."""

    def change(path: Path) -> None:
        table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        edit_rows(table)
        write_rows(path, table)

    return change


def land(*lines: str) -> Change:
    """Write a landing file."""

    def change(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([LANDING_HEADER, *lines]) + "\n", encoding="utf-8")

    return change


def land_parquet(select: str) -> Change:
    """Write a landing Parquet file from a query."""

    def change(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        duckdb.sql(f"copy ({select}) to '{path}' (format parquet)")

    return change


def truncated_parquet(path: Path) -> None:
    """Write a Parquet file and cut it."""
    land_parquet("select range as city_id from range(1000)")(path)
    path.write_bytes(path.read_bytes()[:200])


def shift_names_down(table: list[list[str]]) -> None:
    """Let the column of names slip by a row, as a cut and paste does."""
    names = [row[1] for row in table[1:]]
    for row, name in zip(table[1:], [names[-1], *names[:-1]], strict=True):
        row[1] = name


def swap_columns(table: list[list[str]]) -> None:
    """Exchange two columns, header and all."""
    for row in table:
        row[3], row[4] = row[4], row[3]


def slip(table: list[list[str]], since: int) -> None:
    """Multiply the GDP per capita of Shanghai by 10^4 from a year on."""
    for row in table[1:]:
        if row[0] == "310000" and int(row[2]) >= since and row[4]:
            row[4] += "0000"


def multiply(row: int, column: str, factor: float) -> Change:
    """Multiply a cell."""

    def change(path: Path) -> None:
        table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        place = table[0].index(column)
        table[row - 1][place] = f"{float(table[row - 1][place]) * factor:.4f}"
        write_rows(path, table)

    return change


def link(target: str) -> Change:
    """Make the file a symbolic link."""

    def change(path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.symlink_to(target)

    return change


def pipe(path: Path) -> None:
    """Make the file a named pipe, which no one writes to."""
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def linked_folder(path: Path) -> None:
    """Land a bad figure in a folder elsewhere, behind a symbolic link."""
    elsewhere = path.parents[2] / "elsewhere"
    land("310000,2015,gpd,1,100m_yuan,census,")(elsewhere / path.name)
    path.parents[1].mkdir()
    path.parent.symlink_to(elsewhere)


def land_without_members(path: Path) -> None:
    """Land a scenario with a scheme of no cities."""
    path.parent.mkdir(parents=True)
    header, paper = (path.parents[2] / SCENARIOS).read_text("utf-8").splitlines()[:2]
    scenario = paper.replace("yrd_27_outline_2019", "empty_scheme").split(",", 1)[1]
    path.write_text(f"{header}\nof_nobody,{scenario}\n", encoding="utf-8")
    path.with_name("membership_schemes.csv").write_text(
        "membership_scheme_id,scheme_en,scheme_zh,legal_basis,is_default\n"
        "empty_scheme,Empty,空,None,false\n",
        encoding="utf-8",
    )


def land_beside_yearbook(path: Path) -> None:
    """Land a figure that the yearbook has, from a source of the yearbook's precedence."""
    land("310000,2015,gdp,25123,100m_yuan,mine,")(path)
    sources = path.parent / "reference" / "sources.csv"
    sources.parent.mkdir()
    sources.write_text(
        "source_id,precedence,publisher,title_en,title_zh,data_years,note\n"
        "mine,3,Made up,Mine,,2015,Test.\n",
        encoding="utf-8",
    )


GOOD_PARQUET = (
    "select '310000' as city_id, 2015 as year, 'gdp' as variable_id, 1.0::double as value, "
    "'100m_yuan' as unit, 'bureau_area' as source_id, '' as flag"
)

# Row 2 of the economy file is Shanghai 2005, row 7 is Shanghai 2010.
# What cannot be read.
UNREADABLE = [
    # the file as a whole
    Case("semicolons", ECONOMY, recode(lambda t: t.replace(",", ";").encode()), 1, None,
         "city_id;city_zh", "separated by semicolons, expected commas"),
    Case("tabs", ECONOMY, recode(lambda t: t.replace(",", "\t").encode()), 1, None,
         "city_id", "separated by tabs, expected commas"),
    Case("bars", CITIES, recode(lambda t: t.replace(",", "|").encode()), 1, None,
         "city_id", "separated by bars, expected commas"),
    Case("gbk", ECONOMY, recode(lambda t: t.encode("gbk")), 2, None,
         "上海市", "not UTF-8 (it reads as GBK), expected UTF-8"),
    Case("gb18030 reference", CITIES, recode(lambda t: t.encode("gb18030")), 2, None,
         "上海市", "not UTF-8"),
    Case("utf-16", ECONOMY, recode(lambda t: t.encode("utf-16")), 1, None, None,
         "encoded as UTF-16, expected UTF-8"),
    Case("utf-16 big endian", AQLI, recode(lambda t: b"\xfe\xff" + t.encode("utf-16-be")),
         1, None, None, "encoded as UTF-16"),
    Case("byte order mark", ECONOMY, recode(lambda t: b"\xef\xbb\xbf" + t.encode()), 1,
         None, None, "byte order mark"),
    Case("latin-1 bytes", CITIES, recode(lambda t: t.encode().replace(b"Wuxi", b"W\xfcxi")),
         4, None, "xi", "not UTF-8"),
    Case("nul byte", HEALTH, recode(lambda t: t.encode().replace(b"\n", b"\0\n", 1)), 1,
         None, None, "NUL byte"),
    Case("old mac line ends", HEALTH, recode(lambda t: t.replace("\n", "\r").encode()),
         None, None, None, "bare carriage return"),
    Case("mixed line ends", HEALTH, recode(lambda t: t.replace("\n", "\r\n", 3).encode()),
         4, None, None, "the line ends otherwise than the first"),
    Case("empty file", AQLI, recode(lambda _: b""), None, None, None, "the file is empty"),
    Case("blank file", AQLI, recode(lambda _: b"\n\n  \n"), None, None, None,
         "the file is empty"),
    Case("header only", AQLI, recode(lambda t: (t.split("\n")[0] + "\n").encode()), 1, None,
         None, "a header and no rows"),
    Case("file missing", AQLI, lambda path: path.unlink(), None, None, None,
         "the file is missing"),
    Case("file nobody described", "seeds/city_year/city_yearbook__tourism.csv",
         lambda path: path.write_text("city_id,year\n310000,2010\n"), None, None, None,
         "not described"),
    Case("10 MB line", HEALTH, recode(lambda t: (t + "310000,上海市," + "9" * 10_000_000)
                                      .encode()), 1479, None, "310000", "characters"),
    Case("unclosed quote", HEALTH, edit("310000,上海市,2005", '310000,"上海市,2005'), None,
         None, None, "not a CSV file"),
    Case("html error page", AQLI, recode(lambda _: b"<html><body>404</body></html>"), 1,
         "<html><body>404</body></html>", None, "missing columns"),
    # the header
    Case("column missing", ECONOMY, rows(lambda t: [row.pop(4) for row in t]), 1,
         "gdp_per_capita", None, "missing columns [gdp_per_capita]"),
    Case("column added", ECONOMY, rows(lambda t: [row.append("1") for row in t]), 1, "1",
         None, "unknown columns [1]"),
    Case("column renamed", ECONOMY, edit("gdp_per_capita", "gdp_pc"), 1, "gdp_pc", None,
         "missing columns [gdp_per_capita]; unknown columns [gdp_pc]"),
    Case("column renamed in Chinese", ECONOMY, edit("average_wage", "平均工资"), 1,
         "平均工资", None, "unknown columns [平均工资]"),
    Case("column repeated", ECONOMY, edit("gdp_share_primary", "gdp"), 1,
         "gdp_share_primary", None, "repeated columns [gdp]"),
    Case("columns swapped", ECONOMY, rows(swap_columns), 1, "city_id", None,
         "columns in another order"),
    Case("header in capitals", ECONOMY, edit("gdp,", "GDP,"), 1, "GDP", None,
         "unknown columns [GDP]"),
    Case("header missing", AQLI, rows(lambda t: t.pop(0)), 1, "310000", None,
         "unknown columns"),
    # rows
    Case("row too long", ECONOMY, edit("2005,9154.18", "2005,9,154.18"), 2, None,
         "310000,上海市,2005,9,154.18", "10 cells, expected 9"),
    Case("row too short", ECONOMY, edit("310000,上海市,2005", "310000,2005"), 2, None,
         "310000,2005", "8 cells, expected 9"),
    # landing files
    Case("landed spreadsheet", "landing/figures.xlsx",
         lambda path: (path.parent.mkdir(), path.write_bytes(b"PK\3\4"))[0], None, None,
         None, "cannot be read as a workbook"),
    Case("landed without any value", LANDED, land("310000,2015,gdp,,100m_yuan,census,"),
         None, None, None, "no row with a figure"),
    Case("landed link that leads nowhere", LANDED, link("nowhere.csv"), None, None, None,
         "expected a file that can be read"),
    Case("landed pipe", LANDED, pipe, None, None, None, "expected a file that can be read"),
    Case("landed name that is not UTF-8", "landing/\udcff.csv",
         land("310000,2015,gdp,25123,100m_yuan,bureau_area,"), None, None, None,
         "expected a file name in UTF-8"),
    Case("landed folder that contains itself", "landing/again", link("."), None, None, None,
         "cannot be read: Too many levels"),
    Case("landing is a file", "landing", lambda path: path.write_text(LANDING_HEADER), None,
         None, None, "expected a folder of landing files"),
    Case("landed reference of no seed", "landing/reference/towns.csv",
         lambda path: (path.parent.mkdir(parents=True), path.write_text("a\n1\n"))[0], None,
         None, "towns.csv", "expected a CSV file named like one of"),
    Case("landed reference that nothing reads", "landing/reference/plans.csv",
         land(""), None, None, "plans.csv", "expected a CSV file named like one of"),
    Case("landed reference of readings", "landing/reference/reading_choices.csv",
         land(""), None, None, "reading_choices.csv", "expected a CSV file named"),
    Case("landed figures among the reference", "landing/reference/city_year_values.csv",
         land(""), None, None, "city_year_values.csv", "expected a CSV file named"),
    Case("parquet of other types", PARQUET, land_parquet(
        GOOD_PARQUET.replace("1.0::double", "'1.0'")), None, "value", "VARCHAR",
         "expected one of the types"),
    Case("parquet without a column", PARQUET, land_parquet(
        GOOD_PARQUET.replace(", 'bureau_area' as source_id", "")), 1, "source_id", None,
         "missing columns [source_id]"),
    Case("parquet cut off", PARQUET, truncated_parquet, None, None, None,
         "cannot be read as Parquet"),
    Case("csv named parquet", PARQUET, land("310000,2015,gdp,1,100m_yuan,census,"), None,
         None, None, "cannot be read as Parquet"),
]  # fmt: skip
# What can be read and is not of the form.
MALFORMED = [
    # rows
    Case("city and year twice", HEALTH, rows(lambda t: t.append(list(t[1]))), 1479,
         "city_id, year", "310000, 2005", "each key once"),
    Case("names slipped by a row", ECONOMY, rows(shift_names_down), 21, "city_zh", "上海市",
         "a row may have slipped"),
    Case("scenario twice", SCENARIOS, rows(lambda t: t.append(list(t[1]))), 2,
         "scenario_id", "paper", "each key once"),
    # codes and years
    Case("unknown city", ECONOMY, cell(2, "city_id", "999999"), 2, "city_id", "999999",
         "a city_id of cities.csv"),
    Case("code without leading digit", ECONOMY, cell(2, "city_id", "10000"), 2, "city_id",
         "10000", "a GB/T 2260 code of six digits"),
    Case("code as number", ECONOMY, cell(2, "city_id", "310000.0"), 2, "city_id",
         "310000.0", "a GB/T 2260 code of six digits"),
    Case("code empty", ECONOMY, cell(2, "city_id", ""), 2, "city_id", None,
         "a value, the cell is empty"),
    Case("year empty", ECONOMY, cell(2, "year", ""), 2, "year", None,
         "a value, the cell is empty"),
    Case("year as date", ECONOMY, cell(2, "year", "2005-12-31"), 2, "year", "2005-12-31",
         "a whole number such as 2015"),
    Case("year as decimal", ECONOMY, cell(2, "year", "2005.0"), 2, "year", "2005.0",
         "a whole number"),
    Case("year in Chinese", ECONOMY, cell(2, "year", "2005年"), 2, "year", "2005年",
         "a whole number"),
    Case("year of two digits", ECONOMY, cell(2, "year", "05"), 2, "year", "05",
         "a whole number such as 2015"),
    Case("year with a leading zero", ECONOMY, cell(2, "year", "02005"), 2, "year", "02005",
         "a whole number such as 2015"),
    # texts in numbers
    Case("decimal comma", ECONOMY, cell(2, "gdp", "9154,18"), 2, "gdp", "9154,18",
         "with a decimal point"),
    Case("thousands separator", ECONOMY, cell(2, "gdp_per_capita", "51,474"), 2,
         "gdp_per_capita", "51,474", "without thousands separators"),
    Case("thousands with spaces", ECONOMY, cell(2, "gdp_per_capita", "51 474"), 2,
         "gdp_per_capita", "51 474", "a number such as"),
    Case("NA", ECONOMY, cell(2, "average_wage", "NA"), 2, "average_wage", "NA",
         "an empty cell where nothing is published"),
    Case("NaN", ECONOMY, cell(2, "average_wage", "NaN"), 2, "average_wage", "NaN",
         "a number such as"),
    Case("infinity", ECONOMY, cell(2, "average_wage", "inf"), 2, "average_wage", "inf",
         "a number such as"),
    Case("number too large", ECONOMY, cell(2, "average_wage", "1e400"), 2, "average_wage",
         "1e400", "a number below 1e308"),
    Case("dash", ECONOMY, cell(2, "average_wage", "-"), 2, "average_wage", "-",
         "a number such as"),
    Case("ellipsis", ECONOMY, cell(2, "average_wage", "…"), 2, "average_wage", "…",
         "a number such as"),
    Case("full-width digits", ECONOMY, cell(2, "gdp", "９１５４"), 2, "gdp", "９１５４",
         "full-width digits"),
    Case("number with unit", ECONOMY, cell(2, "gdp", "9154亿元"), 2, "gdp", "9154亿元",
         "a number such as"),
    Case("number with note", ECONOMY, cell(2, "gdp", "9154.18*"), 2, "gdp", "9154.18*",
         "a number such as"),
    Case("percent sign", ENVIRONMENT, cell(2, "household_waste_treatment_rate", "87%"), 2,
         "household_waste_treatment_rate", "87%", "a number such as"),
    Case("scanned letter", ECONOMY, cell(2, "gdp", "9l54.18"), 2, "gdp", "9l54.18",
         "a number such as"),
    Case("spreadsheet error", ECONOMY, cell(2, "gdp", "#DIV/0!"), 2, "gdp", "#DIV/0!",
         "a number such as"),
    Case("formula in a number", ECONOMY, cell(2, "gdp", "=SUM(A1:A9)"), 2, "gdp",
         "=SUM(A1:A9)", "a number such as"),
    # sizes
    Case("city without figures", "seeds/reference/cluster_members.csv",
         rows(lambda t: t.append(["yrd_27_outline_2019", "YRD", "320300", "true", ""])),
         171, "city_id", "320300", "a city_id of cities.csv"),
    # reference files
    Case("names of openings slipped by a row",
         "seeds/reference/high_speed_rail_openings.csv", rows(shift_names_down), 3,
         "city_zh", "上海市", "a row may have slipped"),
    Case("name empty", CITIES, cell(2, "city_en", ""), 2, "city_en", None,
         "a value, the cell is empty"),
    Case("text of a plan empty", "seeds/institutions/plans.csv",
         cell(2, "description", ""), 2, "description", None, "a value, the cell is empty"),
    Case("day that is not", "seeds/reference/high_speed_rail_openings.csv",
         cell(2, "new_line_opened_on", "2015-02-31"), 2, "new_line_opened_on",
         "2015-02-31", "a day of the calendar"),
    Case("formula in a name", CITIES, cell(2, "city_en", "+1+cmd"), 2, "city_en", "+1+cmd",
         "no formula sign"),
    Case("formula in another name", CITIES, cell(2, "city_en", "@SUM(1+1)"), 2, "city_en",
         "@SUM(1+1)", "no formula sign"),
    Case("line feed behind a code", CITIES, cell(86, "city_id", "310000\n"), None,
         "city_id", "310000\n", "a GB/T 2260 code"),
    Case("misspelt set", SCENARIOS, cell(2, "indicator_set", "balancd"), 2,
         "indicator_set", "balancd", "one of [balanced, available]"),
    Case("misspelt choice", OPTIONS, cell(3, "choice_id", "cv_pol"), 3, "choice_id",
         "cv_pol", "a choice_id of reading_choices.csv"),
    Case("unknown dimension", "seeds/reference/indicators.csv",
         cell(2, "dimension_id", "economy"), 2, "dimension_id", "economy",
         "a dimension_id of dimensions.csv"),
    Case("unknown numerator", "seeds/reference/indicators.csv",
         cell(2, "numerator_variable_id", "incme"), 2, "numerator_variable_id", "incme",
         "a variable_id of variables.csv"),
    Case("break of an unknown indicator", "seeds/reference/series_breaks.csv",
         cell(2, "indicator_id", "gdp_per_head"), 2, "indicator_id", "gdp_per_head",
         "indicator_id of indicators.csv"),
    Case("misspelt break", "seeds/reference/series_breaks.csv",
         cell(2, "break_type", "new basis"), 2, "break_type", "new basis",
         "one of [new_basis, not_comparable]"),
    Case("correction of an unknown city", CORRECTIONS, cell(2, "city_id", "52030"), 2,
         "city_id", "52030", "a GB/T 2260 code of six digits"),
    Case("boolean in capitals", "seeds/reference/membership_schemes.csv",
         cell(2, "is_default", "TRUE"), 2, "is_default", "TRUE", "true or false"),
    Case("date the other way", "seeds/reference/high_speed_rail_openings.csv",
         cell(2, "new_line_opened_on", "01/07/2010"), 2, "new_line_opened_on", "01/07/2010",
         "a date such as 2015-12-31"),
    Case("sql in a name", CITIES, cell(2, "city_zh", "上海'; drop table cities;--"), 2,
         "city_zh", "上海'; drop table cities;--", "a name without"),
    Case("markup in a name", CITIES, cell(2, "city_en", "<script>alert(1)</script>"), 2,
         "city_en", "<script>alert(1)</script>", "a name without"),
    Case("formula in a text", CITIES, cell(2, "boundary_note", '=HYPERLINK("x")'), 2,
         "boundary_note", "=HYPERLINK", "no formula sign"),
    Case("quote in an identifier", SCENARIOS, cell(3, "scenario_id", "a' or '1'='1"), 3,
         "scenario_id", "a' or '1'='1", "an identifier of letters"),
    # landing files
    Case("landed unknown variable", LANDED, land("310000,2015,gpd,1,100m_yuan,census,"), 2,
         "variable_id", "gpd", "a variable_id of variables.csv"),
    Case("landed unknown source", LANDED, land("310000,2015,gdp,1,100m_yuan,hearsay,"), 2,
         "source_id", "hearsay", "a source_id of sources.csv"),
    Case("landed unknown flag", LANDED,
         land("310000,2015,gdp,25123,100m_yuan,bureau_area,boundary_2020;suspect_levl"), 2,
         "flag", "suspect_levl", "a flag of flag_rules.csv"),
    Case("landed flags joined by commas", LANDED,
         land('310000,2015,gdp,25123,100m_yuan,bureau_area,"suspect_level,out_of_range"'),
         2, "flag", "suspect_level,out_of_range", "an identifier of letters"),
    Case("landed folder behind a link", "landing/more/figures.csv", linked_folder, 2,
         "variable_id", "gpd", "a variable_id of variables.csv"),
    Case("landed Parquet with a pattern for a name", "landing/f[12].parquet", land_parquet(
        GOOD_PARQUET.replace("'gdp'", "'gpd'")), 1, "variable_id", "gpd",
         "a variable_id of variables.csv"),
    Case("parquet with a code that lost a digit", PARQUET, land_parquet(
        GOOD_PARQUET.replace("'310000'", "10000")), 1, "city_id", "10000",
         "a GB/T 2260 code of six digits"),
    Case("parquet with NaN", PARQUET, land_parquet(
        GOOD_PARQUET.replace("1.0::double", "'nan'::double")), 1, "value", "nan",
         "a number such as"),
]  # fmt: skip
# What is of the form and cannot be.
WRONG = [
    Case("misspelt option", OPTIONS, cell(3, "option_id", "globl"), 3, "option_id", "globl",
         "one of [global, indicator, year, indicator_year]"),
    # codes and years
    Case("year of the future", ECONOMY, cell(2, "year", "2205"), 2, "year", "2205",
         "a year from 1949"),
    Case("year before the republic", ECONOMY, cell(2, "year", "1905"), 2, "year", "1905",
         "a year from 1949"),
    # sizes
    Case("negative count", HEALTH, cell(2, "doctors", "-5"), 2, "doctors", "-5",
         "at least 0"),
    Case("143 percent", ENVIRONMENT, cell(2, "household_waste_treatment_rate", "143.24"), 2,
         "household_waste_treatment_rate", "143.24", "at most 100"),
    Case("unit slip of 10^4", ECONOMY, multiply(7, "gdp", 10_000), 7, "gdp", "171659800",
         "no slip of unit"),
    Case("unit slip of 10^-4", FINANCE, multiply(7, "fiscal_expenditure_education", 1e-4),
         7, "fiscal_expenditure_education", "41", "no slip of unit"),
    Case("unit slip in all years from 2015 on", ECONOMY, rows(lambda t: slip(t, 2015)), 12,
         "gdp_per_capita", "1037960000", "no slip of unit"),
    Case("unit slip in all years", ECONOMY, rows(lambda t: slip(t, 2005)), 12,
         "gdp_per_capita", "1037960000", "times the median of all cities"),
    Case("landed slip that takes precedence", LANDED, land(
        "310000,2015,fiscal_expenditure_education,76732000000,10k_yuan,census,"), 2,
         "fiscal_expenditure_education", "76732000000", "no slip of unit"),
    Case("landed part above the whole of another source", LANDED, land(
        "310000,2015,fiscal_expenditure_education,99999999,10k_yuan,census,"), 2,
         "fiscal_expenditure_education", "99999999", "no larger than their whole"),
    Case("science above expenditure", FINANCE, cell(7, "fiscal_expenditure_science",
                                                    "99999999"), 7,
         "fiscal_expenditure_science", "99999999", "no larger than their whole"),
    Case("inventions above patents", PATENTS, cell(2, "invention_patents_granted",
                                                   "999999"), 2,
         "invention_patents_granted", "999999", "no larger than their whole"),
    Case("expressways above highways", HIGHWAYS, cell(2, "expressway_length", "99999"), 2,
         "expressway_length", "99999", "no larger than their whole"),
    Case("urban above resident", CENSUS, cell(2, "urban_resident_population", "9999"), 2,
         "urban_resident_population", "9999", "no larger than their whole"),
    Case("sections above employment", EMPLOYMENT, cell(7, "employment_c_manufacturing",
                                                       "9999"), 7,
         "employment_c_manufacturing", "9999", "no larger than their whole"),
    Case("shares of 150", ECONOMY, cell(2, "gdp_share_primary", "50.88"), 2,
         "gdp_share_primary", "50.88", "sum to 100"),
    Case("correction that slips by 10^4", CORRECTIONS, cell(3, "value_used", "1021600000"),
         3, "value_used", "1021600000", "no slip of unit"),
    Case("correction out of range", CORRECTIONS, cell(20, "value_used", "473.7"), 20,
         "value_used", "473.7", "at most 100"),
    Case("flagged figure that is used", LAND_AREA, cell(2, "land_area", "-6543"), 2,
         "land_area", "-6543", "at least 0"),
    # reference files
    Case("exchange rate of 0", RATES, cell(2, "yuan_per_usd", "0"), 2, "yuan_per_usd", "0",
         "a value from 1 to 10"),
    Case("exchange rate without its point", RATES, cell(2, "yuan_per_usd", "81.917"), 2,
         "yuan_per_usd", "81.917", "a value from 1 to 10"),
    Case("plan of the future", "seeds/institutions/plans.csv", cell(2, "year", "2205"), 2,
         "year", "2205", "a year from 1949"),
    Case("negative dispersion", "seeds/paper/published_between_cluster_cv.csv",
         cell(2, "between_cluster_cv", "-5"), 2, "between_cluster_cv", "-5",
         "a value from 0 to 3"),
    Case("longitude of 999", CITIES, cell(2, "lon", "999"), 2, "lon", "999",
         "a value from 73 to 136"),
    Case("two default schemes", "seeds/reference/membership_schemes.csv",
         cell(3, "is_default", "true"), 3, "is_default", "true",
         "true for one membership scheme"),
    Case("no default scheme", "seeds/reference/membership_schemes.csv",
         cell(2, "is_default", "false"), 2, "is_default", "false",
         "true for one membership scheme"),
    Case("misspelt unit", "seeds/reference/variables.csv", cell(3, "unit", "Yuan"), 3,
         "unit", "Yuan", "a unit of units.csv"),
    Case("multiplier of another unit", "seeds/reference/indicators.csv",
         cell(9, "multiplier", "100"), 9, "multiplier", "100",
         "brings 10k_yuan over 100m_yuan to percent, 0.01"),
    # landing files
    Case("landed other unit", LANDED, land("310000,2015,gdp,25123,persons,bureau_area,"),
         2, "unit", "persons", "the unit that variables.csv has"),
    Case("landed value that a seed has", LANDED,
         land("310000,2010,pm25_satellite,40,ug_per_m3,aqli,"), 2,
         "source_id, variable_id, city_id, year", "aqli, pm25_satellite, 310000, 2010",
         "each figure of a publication once"),
    Case("landed derived variable", LANDED,
         land("310000,2015,trade_total,5,10k_yuan,bureau_area,"), 2, "variable_id",
         "trade_total", "a variable that is published"),
    Case("landed dollars without a rate", LANDED,
         land("310000,1999,exports_usd,100,10k_usd,bureau_area,"), 2, "exports_usd", "100",
         "in a year of exchange_rates.csv"),
    Case("landed scenario of a scheme without members", "landing/reference/scenarios.csv",
         land_without_members, 2, "membership_scheme_id", "empty_scheme",
         "a scheme that has member cities"),
    Case("landed source of the same precedence", LANDED, land_beside_yearbook, 2, "gdp",
         "25123", "one figure per precedence"),
]  # fmt: skip
CASES = [*UNREADABLE, *MALFORMED, *WRONG]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """Return a copy of the seeds beside a copy of the published build."""
    root = tmp_path_factory.mktemp("bad_inputs")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copytree(ROOT / "models", root / "models")
    published = Paths.from_environment().published()
    assert published is not None, "Nothing is published: run make run before the tests."
    warehouse = root / "warehouse"
    shutil.copytree(published, warehouse / "builds" / published.name)
    (warehouse / "current").symlink_to(Path("builds") / published.name)
    yield Paths(root=root, warehouse=warehouse, landing=root / "landing")


@contextmanager
def changed(project: Paths, cases: list[Case]) -> Iterator[None]:
    """Make changes for a while."""
    paths = [project.root / case.file for case in cases]
    before = {path: path.read_bytes() for path in paths if path.exists()}
    try:
        for case, path in zip(cases, paths, strict=True):
            case.change(path)
        yield
    finally:
        shutil.rmtree(project.landing, ignore_errors=True)
        for path in paths:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)


def batches(cases: list[Case], by: Callable[[Case], object]) -> Iterator[list[Case]]:
    """Yield cases in batches of which no two change the same."""
    waiting = cases
    while waiting:
        batch = {by(case): case for case in reversed(waiting)}
        yield list(batch.values())
        waiting = [case for case in waiting if batch[by(case)] is not case]


def file_of(case: Case) -> str:
    """Return what a case changes: all of the landing folder, or a file."""
    return "landing" if case.file.startswith("landing") else case.file


def cell_of(case: Case) -> tuple[str, str | None]:
    """Return the column that a case changes: the form of a cell is looked at alone."""
    file = file_of(case)
    return file, None if file == "landing" else case.column


@pytest.fixture(scope="module")
def found(project: Paths, request: pytest.FixtureRequest) -> dict[str, list[Problem]]:
    """Return what stops each case that is asked for, with those of its batch.

    A batch has cases of one kind: what cannot be read hides what is malformed, and that
    hides what is wrong.
    """
    names = {item.name for item in request.session.items}
    test = test_bad_input_is_stopped_and_named.__name__
    result = {}
    for cases, by in ((UNREADABLE, file_of), (MALFORMED, cell_of), (WRONG, file_of)):
        asked = [case for case in cases if f"{test}[{case.name}]" in names]
        for batch in batches(asked, by):
            with changed(project, batch):
                _, _, problems = validate_inputs(project)
            stopping = [p for p in problems if p.severity == "error"]
            result |= {case.name: stopping for case in batch}
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input_is_stopped_and_named(
    case: Case, found: dict[str, list[Problem]]
) -> None:
    problems = [
        problem
        for problem in found[case.name]
        if Path(case.file).stem == Path(problem.file).stem
        and (case.row is None or problem.row == case.row)
        and (case.column is None or problem.column == case.column)
        and (case.value is None or case.value in (problem.value or ""))
        and case.rule in problem.rule
    ]
    assert problems, "\n".join(map(str, found[case.name][:10]))


@pytest.mark.parametrize(
    "kind", [UNREADABLE, MALFORMED, WRONG], ids=["unreadable", "malformed", "wrong"]
)
def test_a_build_that_is_stopped_leaves_the_published_one(
    kind: list[Case], project: Paths
) -> None:
    published = project.published()
    assert published is not None
    with changed(project, kind[:1]), pytest.raises(GateError) as caught:
        build(project)
    assert caught.value.problems
    assert project.published() == published
    assert verify(published) == []


def test_a_landing_folder_that_is_not_there_is_named(project: Paths) -> None:
    mistyped = replace(project, landing=project.root / "landnig")
    with pytest.raises(GateError) as caught:
        build(mistyped)
    assert [p.file for p in caught.value.problems] == ["landnig"]


def test_a_zero_among_figures_is_a_warning(project: Paths) -> None:
    path = project.root / ECONOMY
    before = path.read_bytes()
    try:
        cell(7, "gdp_per_capita", "0")(path)
        _, _, problems = validate_inputs(project)
    finally:
        path.write_bytes(before)
    found = [p for p in problems if p.file == ECONOMY and "no 0 in a series" in p.rule]
    assert [(p.row, p.value, p.severity) for p in found] == [(7, "0", "warning")]


def test_figures_land_from_a_folder_named_like_the_seeds(project: Paths) -> None:
    paths = replace(project, landing=project.root / "seeds_extra")
    land("310000,2015,gdp,25123,100m_yuan,bureau_area,")(paths.landing / "figures.csv")
    try:
        inputs = read_inputs(paths)
        assert inputs.problems == []
        with duckdb.connect() as connection:
            assert load_landing(connection, paths.root, inputs) == ["city_year_values"]
        assert "seeds_extra/figures.csv" in fingerprint(paths)
    finally:
        shutil.rmtree(paths.landing)


def test_texts_that_are_not_what_they_look_like_are_named(project: Paths) -> None:
    changes = [
        (CITIES, 2, "city_en", "Shang\u202ehai", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (CITIES, 3, "city_en", "N\u0430njing", "U+0430 CYRILLIC SMALL LETTER A"),
        (CITIES, 4, "province_en", "\uff2aiangsu", "U+FF2A FULLWIDTH LATIN CAPITAL"),
        (CITIES, 5, "boundary_note", "no\u200bte", "U+200B ZERO WIDTH SPACE"),
        (CITIES, 6, "city_en", "N" * 60_000, "60000 characters: NNN"),
        (CITIES, 7, "boundary_note", "n" * 2_001, "2001 characters: nnn"),
        (SOURCES, 2, "title_zh", "\u5e74\ue0007", "U+E000 PRIVATE USE at character 2"),
        (SOURCES, 3, "note", "Zu\u0308rich", "not in Unicode form NFC"),
        (SOURCES, 4, "note", "＝1+1", "＝1+1"),
        (SCENARIOS, 2, "scenario_id", "p\u0430per", "p\u0430per"),
        (SCENARIOS, 3, "scenario_id", "s" * 64, "64 characters: sss"),
    ]
    before = {file: (project.root / file).read_bytes() for file, *_ in changes}
    try:
        for file, row, column, text, _ in changes:
            cell(row, column, text)(project.root / file)
        _, _, problems = validate_inputs(project)
    finally:
        for file, data in before.items():
            (project.root / file).write_bytes(data)
    found = {(p.file, p.row, p.column): p for p in problems if p.severity == "error"}
    for file, row, column, _, said in changes:
        problem = found[file, row, column]
        assert said in (problem.value or "")
        assert str(problem).isprintable()


def test_good_names_of_other_countries_pass(project: Paths) -> None:
    names = ["Zürich", "Łódź", "Straße", "मुंबई", "क्\u200dष", "Москва", "می\u200cخواهم"]
    before = (project.root / CITIES).read_bytes()
    try:
        for row, name in enumerate(names, start=2):
            cell(row, "city_en", name)(project.root / CITIES)
        cell(9, "city_zh", "苏州·工业园（高新）区")(project.root / CITIES)
        inputs = read_inputs(project)
        with tables(inputs) as connection:
            add_cells(connection, inputs)
            problems = findings(
                connection, read_rule(FOLDER / "form" / "visible_texts.sql")
            )
    finally:
        (project.root / CITIES).write_bytes(before)
    assert problems == []


@pytest.mark.parametrize(
    "name", ["a\u202egpj.csv", "figur\u0435s.csv", "Zu\u0308rich.csv"]
)
def test_a_file_name_that_deceives_is_named(name: str, project: Paths) -> None:
    land("310000,2015,gdp,1,100m_yuan,census,")(project.landing / name)
    try:
        (problem,) = read_inputs(project).problems
    finally:
        shutil.rmtree(project.landing)
    assert "file name" in problem.rule
    assert str(problem).isprintable()


@pytest.mark.parametrize(
    ("select", "said"),
    [
        (f"{GOOD_PARQUET} from range(30_000_000)", "has 30,000,000 rows, expected"),
        (GOOD_PARQUET.replace("'' as flag", "repeat('x', 1_000_000) as flag")
         + " from range(2000)", "2,000,072,000 bytes of text"),
    ],
    ids=["rows", "texts"],
)  # fmt: skip
def test_a_small_file_of_much_is_not_read(
    select: str, said: str, project: Paths
) -> None:
    path = project.root / PARQUET
    land_parquet(select)(path)
    assert path.stat().st_size < 1_000_000
    try:
        (problem,) = read_inputs(project).problems
    finally:
        shutil.rmtree(project.landing)
    assert said in problem.rule
    assert "Parquet panel (docs/engines.md)" in problem.rule


def test_a_csv_file_too_large_for_memory_is_not_read(project: Paths) -> None:
    path = project.root / LANDED
    land()(path)
    os.truncate(path, 6_000_000_000)
    try:
        (problem,) = read_inputs(project).problems
    finally:
        shutil.rmtree(project.landing)
    assert "6,000,000,000 bytes" in problem.rule


def test_landed_rows_are_counted_over_all_files(
    project: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.landing.read.MAX_ROWS", 10_000)
    for name in ("a.csv", "b.csv"):
        land(*[f"310000,2015,gdp,1,100m_yuan,{name},"] * 5_200)(project.landing / name)
    try:
        (problem,) = read_inputs(project).problems
    finally:
        shutil.rmtree(project.landing)
    assert problem.file == "landing/b.csv"
    assert "10,400 rows, with those of the files before it" in problem.rule


def test_a_landing_file_may_leave_out_what_has_a_default(project: Paths) -> None:
    seed = project.root / "seeds" / "reference" / "high_speed_rail_openings.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        header, row, *_ = csv.reader(file)
    kept = [i for i, name in enumerate(header) if name != "separate_line_opened_on"]
    landed = project.landing / "reference" / seed.name
    landed.parent.mkdir(parents=True)
    lines = [
        ",".join(cells[i] for i in kept) for cells in (header, ["990100", *row[1:]])
    ]
    landed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        inputs = read_inputs(project)
    finally:
        shutil.rmtree(project.landing)
    assert inputs.problems == []
    table = inputs.tables["high_speed_rail_openings"]
    (mine,) = table[table["city_id"] == "990100"].to_dict("records")
    assert {name: mine[name] for name in header} == {
        **dict(zip(header, row, strict=True)), "city_id": "990100",
        "separate_line_opened_on": "",
    }  # fmt: skip


@pytest.mark.parametrize("aggregation", ["geometric", "harmonic"])
def test_a_landed_reading_may_have_its_choices_as_columns(
    project: Paths, aggregation: str
) -> None:
    landed = project.landing / "reference" / "scenarios.csv"
    landed.parent.mkdir(parents=True)
    landed.write_text(
        "scenario_id,scenario_en,scenario_zh,sd_type,cv_pool,price_basis,"
        "membership_scheme_id,indicator_set,aggregation,panel_id,bounds_version_id\n"
        "mine,Mine,我的,population,year,,yrd_27_outline_2019,available,"
        f"{aggregation},benchmark,\n",
        encoding="utf-8",
    )
    try:
        inputs, _, problems = validate_inputs(project)
    finally:
        shutil.rmtree(project.landing)
    if aggregation == "harmonic":
        known = "one of [arithmetic, geometric, geometric_shifted]"
        assert [known in str(p) for p in problems
                if (p.file, p.row, p.column, p.value) == (
                    "landing/reference/scenarios.csv", 2, "aggregation", "harmonic"
                )] == [True]  # fmt: skip
        return
    assert not [p for p in problems if p.file.startswith("landing")]
    table = inputs.tables["scenario_choices"]
    mine = table[table["scenario_id"] == "mine"]
    assert dict(zip(mine["choice_id"], mine["option_id"], strict=True)) == {
        "sd_type": "population", "cv_pool": "year", "aggregation": "geometric",
    }  # fmt: skip
    assert set(mine["file"]) == {"landing/reference/scenarios.csv"}
    (read,) = (
        inputs.tables["scenarios"].query("scenario_id == 'mine'").to_dict("records")
    )
    assert read["indicator_set"] == "available" and read["panel_id"] == "benchmark"


def test_a_message_is_one_line_without_control_characters() -> None:
    problem = Problem("a.csv", 2, "gdp", "1\n\x1b[2J\udcff", "expected a number")
    assert str(problem) == (
        "a.csv, row 2, column gdp: '1\\n\\x1b[2J\\udcff': expected a number"
    )


def test_there_are_at_least_sixty_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
