"""Figures land from files as people have them, and what was done to them is said."""

import io
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from landing_files import HEADER, ROW, figures, notes, only_problem, read

GOOD = ("310000", "2015", "gdp", "25123.45", "100m_yuan", "bureau_area", "")
CODES = "310000", "320100"


def workbook(**sheets: list[list[object]]) -> bytes:
    """Return a workbook with sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TIDY = f"{HEADER}\n{ROW}\n"
WIDE = "place,GDP,2010,2015\n310000,x,1,2\n320100,y,3,\n"
BY_YEAR = ("city_id: place\nvariable_id: gdp\nunit: 100m_yuan\nsource_id: bureau_area\n"
           "years: all\n")  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TIDY, ""),
        (b"\xef\xbb\xbf" + TIDY.encode(), ""),
        (TIDY.encode("utf-16"), "read as utf-16"),
        (TIDY.encode("utf-16-be"), "read as utf-16-be"),
        (TIDY.replace("\n", "\r\n"), ""),
        (TIDY.replace("\n", "\r"), ""),
        (TIDY.replace(",", ";"), "cells separated by semicolons"),
        (TIDY.replace(",", "\t"), "cells separated by tabs"),
        ("sep=;\n" + TIDY.replace(",", ";"), "cells separated by semicolons"),
        (TIDY + ",,,,,,\n\n", "2 empty rows passed over"),
        (f"{HEADER},,\n{ROW},,\n", "2 empty columns passed over"),
        (f'"",{HEADER}\n"1",{ROW}\n', "a column of row numbers passed over"),
        (f"Unnamed: 0,{HEADER}\n0,{ROW}\n", "a column of row numbers passed over"),
        (f"\u200b{HEADER}\n{ROW}\n", ""),
        (f"\n,,,,,,\n{HEADER.upper().replace(',', ' , ')}\n{ROW}\n", ""),
        (TIDY.replace(",2015,", ",2015.0,"), ""),
        (TIDY.replace(",2015,", ",2015年,"), ""),
        (TIDY.replace(",2015,", ",２０１５,"), ""),
        *[(TIDY.replace(",2015,", f",{day},"), "") for day in
          ("2015-01-01 00:00:00", "2015/12/31", "2015/1/1", "31.12.2015", "12/31/2015")],
        (TIDY.replace("25123.45", "２５１２３．４५"), "1 figure in other digits"),
        (TIDY.replace(",2015,", ",2015 年,"), ""),
        (TIDY.replace("310000", "310000.0"), "310000.0 as 310000"),
        (TIDY.replace("310000", "３１００００"), "３１００００ as 310000"),
        (HEADER.removesuffix(",flag") + "\n" + ROW.removesuffix(",") + "\n", ""),
        (TIDY.replace("310000", "'310000"), "taken from 1 cell of city_id"),
        (TIDY.replace("310000", '"=""310000"""'), "taken from 1 cell of city_id"),
        (TIDY.replace("310000", "310000\u00a0"), "taken from 1 cell of city_id"),
        (TIDY.replace(",", ", "), "taken from 1 cell of year"),
        (TIDY.replace("25123.45", "+25123.45"), ""),
        (TIDY.replace("25123.45,100m_yuan", "251234500,万元"),
         "1 figure in 万元 brought to 100m_yuan"),
        (f"{TIDY}320100,2015,gdp,,100m_yuan,bureau_area,\n",
         "1 cell without a figure left out, the first in row 3"),
        ("value,flag,city_id,year,unit,source_id,variable_id\n"
         "25123.45,,310000,2015,100m_yuan,bureau_area,gdp\n", ""),
    ],
)  # fmt: skip
def test_text_of_a_tidy_table(tmp_path: Path, data: bytes | str, said: str) -> None:
    inputs = read(tmp_path, {"figures.csv": data})
    assert figures(inputs) == [GOOD]
    assert said in notes(inputs)


def test_a_wide_table_by_its_mapping(tmp_path: Path) -> None:
    inputs = read(tmp_path, {"gdp.csv": WIDE, "gdp.csv.yml": BY_YEAR})
    assert figures(inputs) == [
        ("310000", "2010", "gdp", "1", "100m_yuan", "bureau_area", ""),
        ("310000", "2015", "gdp", "2", "100m_yuan", "bureau_area", ""),
        ("320100", "2010", "gdp", "3", "100m_yuan", "bureau_area", ""),
    ]
    assert "columns not read: GDP" in notes(inputs)
    assert "1 cell without a figure left out, the first in row 3" in notes(inputs)


YEARBOOK = [
    ["3-1  Main figures of cities, 2015"],
    [],
    ["City", "Gross product", None, "Wages", "Beds"],
    [None, "2014", "2015", None, None],
    [None, "(亿元)", "(亿元)", "(yuan)", None],
    ["合计 Total", 3, 4, 5, 6],
    ["南京市", 8820.75, 9720.77, 81_075, "…"],
    ["Shanghai", 23_567.7, 25_123.45, 109_279, "1 234"],
    ["Source: statistics bureaus"],
]
YEARBOOK_MAPPING = """
tables:
  - sheet: T 3-1
    header_row: [3, 4, 5]
    last_row: 8
    city_id: City
    source_id: bureau_area
    year: 2015
    missing: […]
    thousands: space
    leave_out: [合计 Total]
    columns:
      Gross product / 2014 / (亿元): {variable_id: gdp, unit: 亿元, year: 2014}
      Gross product / 2015 / (亿元): {variable_id: gdp, unit: 亿元}
      Wages / (yuan): {variable_id: average_wage, unit: 元}
      Beds: {variable_id: hospital_beds, unit: beds}
"""


def test_a_sheet_as_a_yearbook_prints_it(tmp_path: Path) -> None:
    data = workbook(**{"T 3-1": YEARBOOK, "Notes": [["any"]]})
    inputs = read(tmp_path, {"b.xlsx": data, "b.xlsx.yml": YEARBOOK_MAPPING})
    found = {row[:4]: row[4:] for row in figures(inputs)}
    assert found == {
        ("320100", "2014", "gdp", "8820.75"): ("100m_yuan", "bureau_area", ""),
        ("320100", "2015", "gdp", "9720.77"): ("100m_yuan", "bureau_area", ""),
        ("310000", "2014", "gdp", "23567.7"): ("100m_yuan", "bureau_area", ""),
        ("310000", "2015", "gdp", "25123.45"): ("100m_yuan", "bureau_area", ""),
        ("320100", "2015", "average_wage", "81075"): ("yuan", "bureau_area", ""),
        ("310000", "2015", "average_wage", "109279"): ("yuan", "bureau_area", ""),
        ("310000", "2015", "hospital_beds", "1234"): ("beds", "bureau_area", ""),
    }
    for said in ("1 row left out, of no place", "2 places found by name",
                 "sheet Notes: not read"):  # fmt: skip
        assert said in notes(inputs)


def test_sheets_named_like_tables_are_tables(tmp_path: Path) -> None:
    data = workbook(
        cities=[
            ["city_id", "code_system", "city_en", "lon"],
            ["DE1", "NUTS", "A", None],
        ],
        figures=[
            HEADER.split(","),
            ["DE1", 2015, "gdp", 1.5, "100m_yuan", "census", None],
        ],
    )
    inputs = read(tmp_path / "land", {"x/book.xlsx": data})
    assert figures(inputs) == [("DE1", "2015", "gdp", "1.5", "100m_yuan", "census", "")]
    (city,) = inputs.tables["cities"].query("city_id == 'DE1'").to_dict("records")
    assert (city["city_en"], city["city_zh"], city["lon"]) == ("A", "A", "")


def parquet(frame: pd.DataFrame, **options: object) -> bytes:
    """Return a frame as Parquet."""
    file = io.BytesIO()
    frame.to_parquet(file, **options)
    return file.getvalue()


FRAME = pd.DataFrame([dict(zip(HEADER.split(","), GOOD, strict=True))]).assign(
    year=2015, value=25123.45
)


@pytest.mark.parametrize(
    "frame",
    [
        FRAME,
        FRAME.assign(flag=None),
        FRAME.assign(year=2015.0),
        FRAME.assign(year=pd.array([2015], dtype="int16")),
        FRAME.assign(year=pd.array([2015], dtype="UInt32")),
        FRAME.astype({"city_id": "category", "variable_id": "category"}),
        FRAME[[*reversed(FRAME.columns)]],
        FRAME.drop(columns="flag"),
        FRAME.set_index(pd.Index([0], name=None)),
        FRAME.set_index(pd.Index([1])),
        FRAME.set_index(pd.Index([107])),
        FRAME.reset_index(),
        FRAME.set_index("city_id"),
    ],
)
def test_parquet_as_pandas_writes_it(tmp_path: Path, frame: pd.DataFrame) -> None:
    assert figures(read(tmp_path, {"f.parquet": parquet(frame)})) == [GOOD]


@pytest.mark.parametrize(
    "column",
    ["25123.45::decimal(18,2) as value", "2015::usmallint as year",
     "null as flag", "null::integer as flag", "null::boolean as flag",
     "'gdp'::enum('gdp', 'x') as variable_id", "2015::hugeint as year",
     "25123.45::real as value", "timestamp '2015-01-01' as year",
     "date '2015-12-31' as year", "'2015' as year"],
)  # fmt: skip
def test_parquet_of_other_types(tmp_path: Path, column: str) -> None:
    good = (
        "'310000' as city_id, 2015 as year, 'gdp' as variable_id, 25123.45::double as "
        "value, '100m_yuan' as unit, 'bureau_area' as source_id, '' as flag"
    )
    path = tmp_path / "f.parquet"
    duckdb.sql(
        f"copy (select * replace ({column}) from (select {good})) to '{path}' "
        "(format parquet)"
    )
    (found,) = figures(read(tmp_path, {}))
    assert (*found[:3], *found[4:]) == (*GOOD[:3], *GOOD[4:])
    assert float(found[3]) == pytest.approx(25123.45, rel=1e-6)


@pytest.mark.parametrize("column", ["year", "variable_id", "city_id", "source_id"])
def test_folders_name_columns(tmp_path: Path, column: str) -> None:
    value = dict(zip(HEADER.split(","), GOOD, strict=True))[column]
    data = parquet(FRAME.drop(columns=column))
    inputs = read(
        tmp_path, {f"p/{column}={value}/part-0.parquet": data, "p/_SUCCESS": ""}
    )
    assert figures(inputs) == [GOOD]


def test_a_folder_and_a_column_that_differ_stop(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, {"year=2016/f.parquet": parquet(FRAME)}))
    assert (problem.column, problem.value) == ("year", "2015")
    assert "expected 2016, as the folder says" in problem.rule


def test_stata_files(tmp_path: Path) -> None:
    frame = FRAME.assign(flag="")
    for version in (114, 117, 118):
        file = io.BytesIO()
        frame.to_stata(file, write_index=version == 114, version=version)
        folder = tmp_path / str(version)
        assert figures(read(folder, {"f.dta": file.getvalue()})) == [GOOD]


def test_missing_may_stand_for_no_flag(tmp_path: Path) -> None:
    files = {"f.csv": f"{HEADER}\n{ROW}NA\n", "f.csv.yml": "missing: NA"}
    assert figures(read(tmp_path, files)) == [GOOD]


def test_a_stata_panel_by_its_mapping(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"city": pd.Categorical(["上海市", "南京市"]), "year": [2015, 2015],
         "gdp": [25123.45, None]}
    )  # fmt: skip
    file = io.BytesIO()
    frame.to_stata(file, write_index=False, version=118)
    mapping = (
        "city_id: city\nyear: year\nsource_id: census\ncolumns:\n"
        "  gdp: {variable_id: gdp, unit: 100m_yuan}\n"
    )
    inputs = read(tmp_path, {"f.dta": file.getvalue(), "f.dta.yml": mapping})
    assert figures(inputs) == [(*GOOD[:5], "census", "")]


def test_the_same_file_twice_is_named(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, {"f.csv": TIDY, "copy of f.csv": TIDY}))
    assert "the same content as" in problem.rule
    assert "remove one of the two" in problem.rule


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(S=[[1]], Old=[["x"], [1]])))
    book["Old"].sheet_state = "hidden"
    for cell, text in zip(book["S"]["A1:G2"][0], HEADER.split(","), strict=True):
        cell.value = text
    for cell, text in zip(book["S"]["A1:G2"][1], GOOD, strict=True):
        cell.value = text
    file = io.BytesIO()
    book.save(file)
    inputs = read(tmp_path, {"f.xlsx": file.getvalue()})
    assert figures(inputs) == [GOOD]
    assert "sheet Old: hidden, not read" in notes(inputs)


@pytest.mark.parametrize(
    ("variable", "value", "unit", "expected"),
    [
        ("gdp", "25123.45", "亿元", ("25123.45", "100m_yuan")),
        ("gdp", "251234500", "10k_yuan", ("25123.45", "100m_yuan")),
        ("gdp", "251234500", "万元", ("25123.45", "100m_yuan")),
        ("fiscal_expenditure", "100", "10k_usd", ("622.84", "10k_yuan")),
        ("resident_population", "24152700", "persons", ("2415.27", "10k_persons")),
        ("gas_coverage_rate", "45.5%", "percent", ("45.5", "percent")),
        ("gas_coverage_rate", "45.5 %", "percent", ("45.5", "percent")),
        ("gas_coverage_rate", "0.455", "ratio", ("45.5", "percent")),
        ("gdp", "5", "persons", ("5", "persons")),
        ("gdp", "5", "Yuan", ("5", "Yuan")),
    ],
)
def test_units_are_brought_to_that_of_the_variable(
    tmp_path: Path, variable: str, value: str, unit: str, expected: tuple[str, str]
) -> None:
    row = f"310000,2015,{variable},{value},{unit},census,"
    (found,) = figures(read(tmp_path, {"f.csv": f"{HEADER}\n{row}\n"}))
    assert found[3:5] == expected


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("f.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("f.csv.gz", b"\x1f\x8b", "unpack it"),
        ("f.csv", b"\x1f\x8b" + b"x" * 20, "a packed file"),
        ("f.xlsx", TIDY.encode(), "cannot be read as a workbook"),
        *[
            (f"f.{ending}", b"", "the file is empty")
            for ending in ("csv", "xlsx", "dta", "parquet")
        ],
        ("f.dta", TIDY.encode(), "cannot be read as a Stata file"),
        ("f.csv", "place,Größe\n1,2\n".encode("latin-1"), "say `encoding:`"),
        ("f.csv", f"# from R\n{TIDY}".encode(), "say `header_row: 2` there"),
        ("f.csv", b"<html><body>404</body></html>", "a page of the web"),
        ("f.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "or one with a password"),
        ("f.csv", TIDY.replace("25123.45", "").encode(), "no row with a figure"),
        ("f.xlsx", workbook(S=[["City", 2010], ["A", 1]]), "Is the file wide"),
        ("f.xlsx", workbook(Notes=[["Source"], ["Yearbook"]]), "names the sheets of"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    assert said in only_problem(read(tmp_path, {name: data})).rule


def test_chinese_text_is_told_from_other_bytes(tmp_path: Path) -> None:
    table = "城市,2010年\n上海市,1\n阜阳,\n"
    mapping = BY_YEAR.replace("place", "城市")
    files = {"f.csv": table.encode("gbk"), "f.csv.yml": mapping.encode("gbk")}
    inputs = read(tmp_path, files)
    assert figures(inputs) == [
        ("310000", "2010", "gdp", "1", "100m_yuan", "bureau_area", "")
    ]
    assert "read as gb18030" in notes(inputs)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Düsseldorf,Göppingen", "latin-1"), ("서울특별시,부산광역시", "euc_kr"),
     ("東京都,大阪市", "euc_jp"), ("臺北市,高雄市", "big5"), ("Москва,Тверь", "cp1251")],
)  # fmt: skip
def test_other_encodings_are_not_guessed(
    tmp_path: Path, text: str, encoding: str
) -> None:
    data = f"place,v\n{text}\n".encode(encoding)
    assert "not UTF-8" in only_problem(read(tmp_path, {"f.csv": data})).rule


def test_a_formula_without_its_result_stops(tmp_path: Path) -> None:
    rows = [
        HEADER.split(","),
        ["310000", 2015, "gdp", "=1+1", "100m_yuan", "census", ""],
    ]
    problem = only_problem(read(tmp_path, {"f.xlsx": workbook(S=rows)}))
    assert (problem.row, problem.value) == (2, "=1+1")
    assert "open the workbook in a spreadsheet program" in problem.rule
