"""A mapping beside a file says what its columns are; one that does not fit says why."""

from pathlib import Path

import pytest
import yaml
from landing_files import figures, only_problem, read

GOOD = ("310000", "2015", "gdp", "25123.45", "100m_yuan", "bureau_area", "")
WRONG = (
    "city_id: place\nyear: 2015\nvariable_id: gdp\nunit: 100m_yuan\nsource_id: census\n"
)


@pytest.mark.parametrize(
    ("table", "mapping", "said"),
    [
        ("place,v\n310000,1\n", "yers: all\n", "unknown keys [yers]"),
        ("place,v\n310000,1\n", "a: [\n", "not YAML"),
        ("place,v\n310000,1\n", "year: 2015\na / #b: c\n", "between double quotes"),
        ("place,v\n310000,1\n", "- a\n", "expected keys with values"),
        ("place,v\n310000,1\n", "decimal: x\n", "expected . or ,"),
        ("place,v\n310000,1\n", "header_row: 0\n", "expected a row, such as 3"),
        ("place,v\n310000,1\n", WRONG, "names no column of figures"),
        ("city,v\n310000,1\n", WRONG + "value: v\n", "`city_id` names the column of codes"),
        ("place,v,v\n310000,1,2\n", WRONG + "value: v\n", "several columns of it"),
        ("place,2010\n310000,1\n", WRONG + "years: [2012]\n", "of the years [2012]"),
        ("place,2009/10\n310000,1\n", WRONG + "years: all\n", "`2019/20: {year: 2020}`"),
        ("place,2010,2010\n310000,1,2\n", WRONG + "years: all\n", "several columns of it"),
        ("place,v\n310000,1\n", WRONG.replace("unit: 100m_yuan\n", "") + "value: v\n",
         "the mapping does not say [unit]"),
        ("place,v\n310000,1\nTotal,2\n", WRONG + "value: v\n", "or `leave_out` in the"),
        ("place,v\n310000,1\n,2\n", WRONG + "value: v\n", "`leave_out: ['']` in"),
        ("place,v\n,2010\n310000,1\n", "header_row: 1\n" + WRONG + "value: v\n",
         "`header_row: [1, 2]` where this row names columns too; 1 figure,"),
        ("place,v\n310000,1\nSource\n", WRONG + "value: v\n", "`last_row` in a file"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_says_what_is_expected(
    tmp_path: Path, table: str, mapping: str, said: str
) -> None:
    problem = only_problem(read(tmp_path, {"f.csv": table, "f.csv.yml": mapping}))
    assert said in problem.rule


@pytest.mark.parametrize(
    ("number", "declared", "expected"),
    [
        ("25123,45", 'decimal: ","\n', "25123.45"),
        ("25.123,45", 'decimal: ","\nthousands: "."\n', "25123.45"),
        ('"1,23,456.7"', 'thousands: ","\n', "123456.7"),
        ("25'123.4", 'thousands: "\'"\n', "25123.4"),
        ("25\u202f123.4", "thousands: space\n", "25123.4"),
        (".5", "", "0.5"),
        ("−2.5", "", "-2.5"),
        ('"25,123"', "", "25,123"),
        ('"1,23"', 'thousands: ","\n', "1,23"),
        ("25123①", "marks: [①]\n", "25123"),
        (
            "25 123,4 r *",
            'thousands: space\ndecimal: ","\nmarks: [r, "*"]\n',
            "25123.4",
        ),
    ],
)
def test_signs_of_numbers_are_declared(
    tmp_path: Path, number: str, declared: str, expected: str
) -> None:
    separator = ";" if '"' not in number else ","
    table = f"place{separator}v\n310000{separator}{number}\n"
    mapping = f"{WRONG}value: v\n{declared}"
    ((*_, value, _, _, _),) = figures(
        read(tmp_path, {"f.csv": table, "f.csv.yml": mapping})
    )
    assert value == expected


@pytest.mark.parametrize(
    ("table", "mapping"),
    [
        # Spaces, width and case of letters, footnote marks: of names of columns and places.
        ("地　区,v\n上 海 市,25123.45\n", "city_id: 地区\n"),
        ("Place （1）,v\n上海市①,25123.45\n", "city_id: place (1)\nmarks: [①]\n"),
        ("place,v\nSHANGHAI,25123.45\n合　计*,9\n",
         "leave_out: [合计]\nmarks: ['*']\n"),
        # Of a name in several rows the last parts do.
        ("place,Economy\n,GDP\n上海市,25123.45\n", "header_row: [1, 2]\nvalue: GDP\n"),
        # A merged cell is filled in its first row alone.
        ("place,sector,v\n上海市,all,25123.45\n,agriculture,9\n",
         "fill_down: place\nonly: {sector: [all]}\n"),
        # Years of a spreadsheet's header.
        ("place,2015-01-01\n上海市,25123.45\n", "years: all\n"),
        ("place,2015.0\n上海市,25123.45\n", "years: all\n"),
        # A change between two years is of neither.
        ("place,2020年比2015年增长,2014/2015,GDP at 2010 prices / 2015\n"
         "上海市,9,8,25123.45\n", "years: all\n"),
        # A column of figures has no other field, whatever its name.
        ("place,gdp\n上海市,25123.45\n", "value: gdp\n"),
        ("place,2015\n上海市,25123.45\n", "value: '2015'\n"),
        # What a text stands for, and what stands for nothing.
        ("place,v\n上海市,(25123.45)\n北京市,…\n",
         "translate: {value: {(25123.45): '25123.45'}}\nmissing: […]\n"),
        # What the mapping does not speak of is the column of its own name.
        ("place,Year,variable_id,value\n上海市,2015,gdp,25123.45\n", "year: Year\n"),
    ],
)  # fmt: skip
def test_names_are_found_as_a_reader_would(
    tmp_path: Path, table: str, mapping: str
) -> None:
    said = yaml.safe_load(WRONG) | {"source_id": "bureau_area"}
    if "value" in table:
        del said["variable_id"], said["year"]
    elif "years" in mapping:
        del said["year"]
    elif "value" not in mapping.partition("translate")[0]:
        said["value"] = "v"
    said |= yaml.safe_load(mapping)
    files = {"f.csv": table, "f.csv.yml": yaml.safe_dump(said, allow_unicode=True)}
    assert figures(read(tmp_path, files)) == [GOOD]
