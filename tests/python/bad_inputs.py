"""Malformed inputs, and what a message about each must name.

Every case changes a copy of the seeds, or lands a file beside them, and says where the
message must point: file, row, column, value, and words of the rule.
"""

import csv
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

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
CELLS = Path(__file__).with_name("bad_cells.csv")
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
    path.parents[1].mkdir(exist_ok=True)
    path.parent.symlink_to(elsewhere)


def land_reading(aggregation: str) -> Change:
    """Land a reading that has its choices as columns."""

    def change(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "scenario_id,scenario_en,scenario_zh,sd_type,cv_pool,price_basis,"
            "membership_scheme_id,indicator_set,aggregation,panel_id,bounds_version_id\n"
            "mine,Mine,我的,population,year,,yrd_27_outline_2019,available,"
            f"{aggregation},benchmark,\n",
            encoding="utf-8",
        )

    return change


def land_without_members(path: Path) -> None:
    """Land a scenario with a scheme of no cities."""
    path.parent.mkdir(parents=True, exist_ok=True)
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
    sources.parent.mkdir(exist_ok=True)
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
    # sizes
    Case("city without figures", "seeds/reference/cluster_members.csv",
         rows(lambda t: t.append(["yrd_27_outline_2019", "YRD", "320300", "true", "", ""])),
         171, "city_id", "320300", "a city_id of cities.csv"),
    # reference files
    Case("names of openings slipped by a row",
         "seeds/reference/high_speed_rail_openings.csv", rows(shift_names_down), 3,
         "city_zh", "上海市", "a row may have slipped"),
    Case("line feed behind a code", CITIES, cell(86, "city_id", "310000\n"), None,
         "city_id", "310000\n", "a GB/T 2260 code"),
    Case("formula in a text", CITIES, cell(2, "boundary_note", '=HYPERLINK("x")'), 2,
         "boundary_note", "=HYPERLINK", "no formula sign"),
    # landing files
    Case("landed unknown variable", "landing/variable.csv",
         land("310000,2015,gpd,1,100m_yuan,census,"), 2, "variable_id", "gpd",
         "a variable_id of variables.csv"),
    Case("landed unknown source", "landing/source.csv",
         land("310000,2015,gdp,1,100m_yuan,hearsay,"), 2, "source_id", "hearsay",
         "a source_id of sources.csv"),
    Case("landed unknown flag", "landing/flag.csv",
         land("310000,2015,gdp,25123,100m_yuan,bureau_area,boundary_2020;suspect_levl"), 2,
         "flag", "suspect_levl", "a flag of flag_rules.csv"),
    Case("landed flags joined by commas", "landing/flags.csv",
         land('310000,2015,gdp,25123,100m_yuan,bureau_area,"suspect_level,out_of_range"'),
         2, "flag", "suspect_level,out_of_range", "an identifier of letters"),
    Case("landed folder behind a link", "landing/more/figures.csv", linked_folder, 2,
         "variable_id", "gpd", "a variable_id of variables.csv"),
    Case("landed Parquet with a pattern for a name", "landing/f[12].parquet", land_parquet(
        GOOD_PARQUET.replace("'gdp'", "'gpd'")), 1, "variable_id", "gpd",
         "a variable_id of variables.csv"),
    Case("parquet with a code that lost a digit", "landing/code.parquet", land_parquet(
        GOOD_PARQUET.replace("'310000'", "10000")), 1, "city_id", "10000",
         "a GB/T 2260 code of six digits"),
    Case("parquet with NaN", "landing/nan.parquet", land_parquet(
        GOOD_PARQUET.replace("1.0::double", "'nan'::double")), 1, "value", "nan",
         "a number such as"),
]  # fmt: skip
# What is of the form and cannot be.
WRONG = [
    # sizes
    Case("unit slip of 10^4", ECONOMY, multiply(7, "gdp", 10_000), 7, "gdp", "171659800",
         "no slip of unit"),
    Case("unit slip of 10^-4", FINANCE, multiply(7, "fiscal_expenditure_education", 1e-4),
         7, "fiscal_expenditure_education", "41", "no slip of unit"),
    Case("unit slip in all years from 2015 on", ECONOMY, rows(lambda t: slip(t, 2015)), 12,
         "gdp_per_capita", "1037960000", "no slip of unit"),
    Case("unit slip in all years", ECONOMY, rows(lambda t: slip(t, 2005)), 12,
         "gdp_per_capita", "1037960000", "times the median of all cities"),
    Case("landed slip that takes precedence", "landing/slip.csv", land(
        "310000,2015,fiscal_expenditure_education,76732000000,10k_yuan,census,"), 2,
         "fiscal_expenditure_education", "76732000000", "no slip of unit"),
    Case("landed part above the whole of another source", "landing/part.csv", land(
        "310000,2015,fiscal_expenditure_education,99999999,10k_yuan,census,"), 2,
         "fiscal_expenditure_education", "99999999", "no larger than their whole"),
    # reference files
    # landing files
    Case("landed other unit", "landing/unit.csv",
         land("310000,2015,gdp,25123,persons,bureau_area,"), 2, "unit", "persons",
         "the unit that variables.csv has"),
    Case("landed value that a seed has", "landing/twice.csv",
         land("310000,2010,pm25_satellite,40,ug_per_m3,aqli,"), 2,
         "source_id, variable_id, city_id, year", "aqli, pm25_satellite, 310000, 2010",
         "each figure of a publication once"),
    Case("landed derived variable", "landing/derived.csv",
         land("310000,2015,trade_total,5,10k_yuan,bureau_area,"), 2, "variable_id",
         "trade_total", "a variable that is published"),
    Case("landed dollars without a rate", "landing/dollars.csv",
         land("310000,1999,exports_usd,100,10k_usd,bureau_area,"), 2, "exports_usd", "100",
         "in a year of exchange_rates.csv"),
    Case("landed scenario of a scheme without members", "landing/reference/scenarios.csv",
         land_without_members, 2, "membership_scheme_id", "empty_scheme",
         "a scheme that has member cities"),
    Case("landed source of the same precedence", "landing/beside.csv",
         land_beside_yearbook, 2, "gdp", "25123", "one figure per precedence"),
]  # fmt: skip


def with_cells(kind: str, cases: list[Case]) -> list[Case]:
    """Add the cases of bad_cells.csv: one cell of a seed is not what it should be."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        cells = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return cases + [
        Case(c["name"], c["file"], cell(int(c["row"]), c["column"], c["text"]),
             int(c["row"]), c["column"], c["text"], c["rule"])
        for c in cells
    ]  # fmt: skip


MALFORMED = with_cells("malformed", MALFORMED)
WRONG = with_cells("wrong", WRONG)
CASES = [*UNREADABLE, *MALFORMED, *WRONG]
