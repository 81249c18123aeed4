"""What a region can be: places of any country, several folders, outlines, a begun one."""

import json
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
import shapely
from conftest import ROOT
from landing_files import (
    HEADER,
    figures,
    landed,
    notes,
    only_problem,
    read,
    read_folder,
)

from pipeline.gates.landing_gate import validate_inputs
from pipeline.gates.rules import FOLDER, findings, read_rule
from pipeline.gates.rules.relations import add_cells, tables
from pipeline.landing.files import Inputs
from pipeline.landing.new_region import new_region
from pipeline.landing.problem import Problem
from pipeline.landing.understood import lines_understood
from pipeline.paths import Paths, PipelineError

CITIES = """\
city_id,code_system,city_en
DE134,NUTS 2021,Ortenaukreis
DE135,NUTS 2021,Rottweil
"""
REFERENCE = "x/reference/cities.csv"
FIGURE = "2015,gdp,1.5,100m_yuan,census,"


def errors(folder: Path) -> list[Problem]:
    """Return what stops a landing folder, through the whole gate."""
    paths = replace(Paths.from_environment(ROOT), landing=folder)
    return [p for p in validate_inputs(paths)[2] if p.severity == "error"]


def of_rule(inputs: Inputs, name: str) -> list[Problem]:
    """Return what one rule of form finds."""
    assert inputs.problems == []
    with tables(inputs) as connection:
        add_cells(connection, inputs)
        return findings(connection, read_rule(FOLDER / "form" / f"{name}.sql"))


CODES = [
    ("NUTS", "DE134", ""),
    ("NUTS 2016", "DEA1A", ""),
    ("NUTS", "de134", "expected a NUTS code"),
    ("FIPS", "01001", ""),
    ("FIPS", "1001", "expected a FIPS code of five digits"),
    ("LGD", "554", ""),
    ("ISO 3166-2", "IN-KL", ""),
    ("own", "a.b-c_1", ""),
    ("INSEE", "2A004", ""),
    ("", "9-7", ""),
    ("GB/T 2260", "11010", "expected a GB/T 2260 code of six digits"),
]


@pytest.fixture(scope="module")
def wrong_codes(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """Return what is found in a list of all codes."""
    rows = "".join(f"{code},{system},Somewhere\n" for system, code, _ in CODES)
    text = f"city_id,code_system,city_en\n{rows}"
    folder = tmp_path_factory.mktemp("codes")
    return of_rule(read(folder, {REFERENCE: text}), "city_id_cells")


@pytest.mark.parametrize(
    ("rule", "column", "text", "advice", "followed"),
    [
        ("integer_cells", "year", "FY2015", '`translate: {year: {"FY2015": 2015}}`',
         'translate: {year: {"FY2015": 2015}}\n'),
        ("figure_cells", "value", "(1.5)", '`translate: {value: {"(1.5)": -1.5}}`',
         'translate: {value: {"(1.5)": -1.5}}\n'),
        ("city_id_cells", "city_id", "上海市", "`city_id: city_id`", "city_id: city_id\n"),
    ],
)  # fmt: skip
def test_advice_can_be_followed(
    tmp_path: Path, rule: str, column: str, text: str, advice: str, followed: str
) -> None:
    """What stops names what lets it pass."""
    row = dict(zip(HEADER.split(","), f"310000,{FIGURE}".split(","), strict=True))
    files = {"f.csv": f"{HEADER}\n{','.join((row | {column: text}).values())}\n"}
    (problem,) = of_rule(read(tmp_path / "before", files), rule)
    assert advice in problem.rule
    after = read(tmp_path / "after", {**files, "f.csv.yml": followed})
    assert figures(after)
    assert of_rule(after, rule) == []


@pytest.mark.parametrize(("system", "code", "said"), CODES)
def test_codes_have_the_form_of_their_system(
    wrong_codes: list[Problem], system: str, code: str, said: str
) -> None:
    row = CODES.index((system, code, said)) + 2
    found = [p for p in wrong_codes if p.row == row]
    assert len(found) == bool(said)
    assert all(said in p.rule and p.value == code for p in found)


def test_one_language_is_enough(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        {
            REFERENCE: CITIES,
            "x/reference/clusters.csv": "cluster_zh,cluster_id\n北部,N\n",
            "x/reference/sources.csv": "source_id,publisher,title_en\ns,Office,Figures\n",
        },
    ).tables
    (cluster,) = tables["clusters"].query("cluster_id == 'N'").to_dict("records")
    assert (cluster["cluster_en"], cluster["sort_order"]) == ("北部", "101")
    (source,) = tables["sources"].query("source_id == 's'").to_dict("records")
    assert (source["title_zh"], source["precedence"]) == ("Figures", "100")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("city_id,code_system", "missing columns [city_zh, city_en]"),
        ("code_system,city_en", "missing columns [city_id]"),
        ("city_id,city_en,citty_zh", "unknown columns [citty_zh]"),
    ],
)
def test_columns_that_lack_or_are_unknown(
    tmp_path: Path, columns: str, said: str
) -> None:
    row = ",".join("x" for _ in columns.split(","))
    assert said in only_problem(read(tmp_path, {REFERENCE: f"{columns}\n{row}\n"})).rule


def test_codes_of_before_land(tmp_path: Path) -> None:
    inputs = read(tmp_path, {
        "f.csv": f"{HEADER}\n522400,{FIGURE}\n",
        "reference/city_aliases.csv": "alias,city_id\n申城,310000\n",
        "g.csv": "place,v\n申城,2\n",
        "g.csv.yml": "city_id: place\nyear: 2014\nvariable_id: gdp\nunit: 100m_yuan\n"
                     "source_id: census\nvalue: v\n",
    })  # fmt: skip
    assert [row[0] for row in figures(inputs)] == ["520500", "310000"]
    assert "other codes and names of a place: 522400 as 520500" in notes(inputs)


def test_codes_that_lost_their_zeros_are_found_in_their_own_region(
    tmp_path: Path,
) -> None:
    files: dict[str, bytes | str] = {
        "us/reference/cities.csv": "city_id,code_system,city_en\n01001,FIPS,Autauga\n",
        "us/f.csv": f"{HEADER}\n1001,{FIGURE}\n",
        "other/f.csv": f"{HEADER}\n1001,{FIGURE}\n",
    }
    inputs = read(tmp_path, files)
    assert sorted(row[0] for row in figures(inputs)) == ["01001", "1001"]
    assert "1001 as 01001" in notes(inputs)


# What cannot be read hides what is malformed, and that what is wrong.
WIDE = [
    [("Atlantis", "yuan", "90000", 3, "地区")],
    [("南京市", "yuan", "90000 (p)", 3, "2015年")],
    [
        ("南京市", "yuan", "-5", 3, "2015年"),
        ("无锡市", "yuan", "90000000000", 3, "2015年"),
        ("常州市", "km", "90000", 3, "单位"),
    ],
]


@pytest.fixture(scope="module")
def found_in_wide(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple, set]:
    """Return where something is found in a table of each case, those of a kind at once."""
    mapping = ("city_id: 地区\nunit: 单位\nvariable_id: gdp_per_capita\n"
               "source_id: bureau_area\nyears: all\n")  # fmt: skip
    result = {}
    for cases in WIDE:
        folder = tmp_path_factory.mktemp("wide")
        for n, (beside, case) in enumerate(
            zip(("上海市", "苏州市", "杭州市"), cases, strict=False)
        ):
            place, unit, figure, *_ = case
            read(folder, {
                f"{n}.csv": f"地区,单位,2014年,2015年\n{beside},yuan,,90000\n"
                            f"{place},{unit},,{figure}\n",
                f"{n}.csv.yml": mapping,
            })  # fmt: skip
        found = errors(folder)
        for n, case in enumerate(cases):
            of_file = [p for p in found if p.file.endswith(f"{n}.csv")]
            result[case] = {(p.row, p.column) for p in of_file}
    return result


@pytest.mark.parametrize("case", [case for cases in WIDE for case in cases])
def test_findings_name_the_columns_of_a_wide_table(
    found_in_wide: dict[tuple, set], case: tuple
) -> None:
    *_, row, column = case
    assert found_in_wide[case] == {(row, column)}


def test_a_name_is_that_of_the_own_region_first(tmp_path: Path) -> None:
    mapping = ("city_id: name\nyear: 2015\nvariable_id: gdp\nunit: 100m_yuan\n"
               "source_id: census\nvalue: v\n")  # fmt: skip
    files = {}
    for region in ("a", "b"):
        files |= {
            f"{region}/reference/cities.csv": f"city_id,city_en\n{region}1,Springfield\n",
            f"{region}/f.csv": "name,v\nSpringfield,1\n",
            f"{region}/f.csv.yml": mapping,
        }
    assert [row[0] for row in figures(read(tmp_path / "own", files))] == ["a1", "b1"]
    # A region that has the same places as another has their names too.
    files["c/reference/cities.csv"] = files["a/reference/cities.csv"]
    files |= {"c/f.csv": "name,v\nSpringfield,2\n", "c/f.csv.yml": mapping}
    found = [row[0] for row in figures(read(tmp_path / "shared", files))]
    assert found == ["a1", "b1", "a1"]
    files |= {"f.csv": "name,v\nSpringfield,1\n", "f.csv.yml": mapping}
    problem = only_problem(read(tmp_path / "both", files))
    assert "several places have this name [a1, b1]: expected a code" in problem.rule
    twice = f"{files['a/reference/cities.csv']}a2,Springfield\n"
    inputs = read(tmp_path / "one", {**files, "a/reference/cities.csv": twice})
    assert "[a1, a2, b1]: expected a code" in inputs.problems[0].rule


def test_a_name_may_lack_its_ending(tmp_path: Path) -> None:
    """Yearbooks print 沈阳 for 沈阳市, spread over the width of the column."""
    cities = "city_id,city_en,city_zh\n210100,,沈阳市\n13,東京都,\n"
    mapping = ("city_id: name\nyear: 2015\nvariable_id: gdp\nunit: 100m_yuan\n"
               "source_id: census\nvalue: v\n")  # fmt: skip
    files = {"a/reference/cities.csv": cities, "a/f.csv.yml": mapping}
    files["a/f.csv"] = "name,v\n沈　阳,1\n東京,2\n"
    inputs = read(tmp_path / "one", files)
    assert [row[0] for row in figures(inputs)] == ["210100", "13"]
    assert "other codes and names of a place: 沈　阳 as 210100, 東京" in notes(inputs)
    # Not where two have it, nor of another region.
    files["a/reference/cities.csv"] += "210199,,沈阳地区\n"
    files["a/f.csv"] = "name,v\n沈阳,1\n苏州,2\n"
    twice, elsewhere = read(tmp_path / "two", files).problems
    assert "several places have this name [210100, 210199]" in twice.rule
    assert "expected the code or name of a place" in elsewhere.rule


def test_regions_may_share_rows_and_not_differ(tmp_path: Path) -> None:
    units = "unit,quantity,unit_en\nyen,yen,Japanese yen\n"
    files = {f"{name}/reference/units.csv": units for name in "ab"}
    inputs = read(tmp_path / "same", files)
    assert (inputs.tables["units"]["unit"] == "yen").sum() == 1
    assert "1 row as another file has" in notes(inputs)
    files["b/reference/units.csv"] = units.replace("Japanese", "another")
    found = of_rule(read(tmp_path / "other", files), "keys")
    assert {Path(p.file).parts[-3] for p in found} == {"a", "b"}
    assert all("each key once" in p.rule for p in found)


def test_a_region_without_places_is_an_example_that_passes(tmp_path: Path) -> None:
    paths = replace(Paths.from_environment(ROOT), landing=tmp_path)
    new_region(paths, "sample", None)
    assert errors(tmp_path) == []
    (line,) = (x for x in lines_understood(read_folder(tmp_path)) if "figures of" in x)
    assert "18 figures of 6 places, 2010, 2015, 2020, of example_income (yuan)" in line
    with pytest.raises(PipelineError, match="is there already"):
        new_region(paths, "sample", None)


@pytest.mark.parametrize(
    ("text", "n_clusters"),
    [
        ("code,name\n1,A\n2,B\n", 1),
        ("city_id;city_zh;cluster_zh\n1;甲;北\n2;乙;南\n", 2),
        ("代码,名称,城市群\n1,甲,北\n2,乙,南\n", 2),
        ("code\tname\tgroup\tlat\tlon\n1\tA\tN\t1\t2\n2\tB\tN\t1.5\t2\n", 1),
        ("code,name,region\n1,A,N\n2,B,S\n", 1),
    ],
)
def test_a_region_from_a_list_of_places(
    tmp_path: Path, text: str, n_clusters: int
) -> None:
    places = tmp_path / "places.csv"
    places.write_text(text, encoding="utf-8-sig")
    paths = replace(Paths.from_environment(ROOT), landing=tmp_path / "landing")
    table = paths.landing / "mine" / "figures.csv"
    table.parent.mkdir(parents=True)
    table.write_text(f"{HEADER}\n1,{FIGURE}\n", encoding="utf-8")
    _, said = new_region(paths, "mine", places)
    assert ("Not read: column region" in "".join(said)) == ("region" in text)
    inputs = read_folder(paths.landing)
    assert [row[0] for row in figures(inputs)] == ["1"]
    schemes = inputs.tables["cluster_members"].query("membership_scheme_id == 'mine'")
    assert sorted(schemes["city_id"]) == ["1", "2"]
    assert schemes["cluster_id"].nunique() == n_clusters


def test_a_list_of_places_is_read_as_a_landing_file(tmp_path: Path) -> None:
    paths = replace(Paths.from_environment(ROOT), landing=tmp_path / "landing")
    places = tmp_path / "p.csv"
    # 贵阳市 is a city of the project.
    places.write_bytes(
        "代码,名称,城市群\n520100,贵阳市,黔\n520600,铜仁市,黔\n".encode("gbk")
    )
    _, said = new_region(paths, "qian", places)
    assert "1 of them are cities of the project's" in "".join(said)
    assert read_folder(paths.landing).problems == []
    cities = read_folder(paths.landing).tables["cities"]
    assert cities["city_id"].is_unique
    places.write_bytes("code,name\nDE112,Böblingen\n".encode("latin-1"))
    with pytest.raises(PipelineError, match=r"`encoding:` .* in p\.csv\.yml"):
        new_region(paths, "swabia", places)
    (tmp_path / "p.csv.yml").write_text("encoding: latin-1\n")
    new_region(paths, "swabia", places)
    assert "Böblingen" in (paths.landing / "swabia/reference/cities.csv").read_text()


def test_a_region_of_no_name_or_places_says_what_is_wrong(tmp_path: Path) -> None:
    paths = replace(Paths.from_environment(ROOT), landing=tmp_path)
    for name in ("Rhine", "a b", "../x", ""):
        with pytest.raises(PipelineError, match="expected a name of lower-case"):
            new_region(paths, name, None)
    list_of_places = tmp_path / "p.csv"
    list_of_places.write_text("place,number\nA,1\n")
    with pytest.raises(PipelineError, match="expected city_id"):
        new_region(paths, "rhine", list_of_places)


SQUARE = shapely.box(8, 48, 9, 49).difference(shapely.box(8.4, 48.4, 8.6, 48.6))


def geojson(code: str = "DE134", name: str = "city_id", **more: object) -> str:
    """Return a square with a hole as GeoJSON."""
    feature = {"type": "Feature", "properties": {name: code},
               "geometry": shapely.geometry.mapping(SQUARE)}  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": [feature], **more})


# In a projection that it does not name.
METRES = geojson().replace("[8.", "[846028.")


def shapefile(folder: Path, crs: int = 4326) -> dict[str, bytes]:
    """Return the files of a Shapefile."""
    frame = geopandas.GeoDataFrame(
        {"city_id": ["DE134"], "geometry": [SQUARE]}, crs=4326
    ).to_crs(crs)
    folder.mkdir()
    frame.to_file(folder / "o.shp")
    return {f"x/{path.name}": path.read_bytes() for path in folder.iterdir()}


def geopackage(folder: Path, crs: int = 4326) -> dict[str, bytes]:
    """Return a GeoPackage."""
    folder.mkdir()
    frame = geopandas.GeoDataFrame(
        {"city_id": ["DE134"], "geometry": [SQUARE]}, crs=4326
    )
    frame.to_crs(crs).to_file(folder / "o.gpkg", driver="GPKG")
    return {"x/o.gpkg": (folder / "o.gpkg").read_bytes()}


@pytest.mark.parametrize("form", ["geojson", "named", "shapefile", "geopackage"])
def test_outlines_land(tmp_path: Path, form: str) -> None:
    files = {
        "geojson": {"x/o.geojson": geojson()},
        "named": {"x/o.geojson": geojson(name="NUTS_ID"),
                  "x/o.geojson.yml": "city_id: NUTS_ID\n"},
        "shapefile": shapefile(tmp_path / "shp"),
        "geopackage": geopackage(tmp_path / "gpkg"),
    }[form]  # fmt: skip
    inputs = read(tmp_path / "landing", {REFERENCE: CITIES, **files})
    assert inputs.problems == []
    assert inputs.outlines["DE134"].symmetric_difference(SQUARE).area < 1e-9
    assert "outlines of 1 place" in notes(inputs)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"x/o.geojson": geojson(code="XX")}, "no outline of a place of cities.csv"),
        ({"x/o.geojson": geojson(name="id")}, "name it in the file beside"),
        ({"x/o.geojson": "{"}, "cannot be read as .geojson"),
        ({"x/o.geojson": '{"type": "Topology"}'}, "expected a FeatureCollection"),
        ({"x/o.geojson": METRES}, "name it first (QGIS: Set Layer CRS"),
        ({"x/o.json": geojson()}, "name it .geojson if it has outlines"),
        (
            {"x/o.geojson": geojson(crs={"properties": {"name": "EPSG:3857"}})},
            "EPSG:4326",
        ),
        ({"x/o.shp": b"x" * 200}, "no .dbf beside it"),
        ({"x/o.gpkg": b"SQLite format 3\0"}, "cannot be read as .gpkg"),
    ],
)
def test_outlines_that_are_none_say_what_to_do(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    assert said in only_problem(read(tmp_path, {REFERENCE: CITIES, **files})).rule


@pytest.mark.parametrize("form", [shapefile, geopackage])
def test_projected_outlines_are_named(tmp_path: Path, form) -> None:
    files = form(tmp_path / "form", 3035)
    problem = only_problem(read(tmp_path / "landing", {REFERENCE: CITIES, **files}))
    assert "expected longitude and latitude: export it as EPSG:4326" in problem.rule


def test_what_landed_is_said(tmp_path: Path) -> None:
    inputs = read(tmp_path, {
        REFERENCE: CITIES,
        "x/f.csv": f"{HEADER}\nDE134,{FIGURE}\nDE135,2014,gdp,,100m_yuan,census,\n",
        "x/.DS_Store": "x", "x/~$f.xlsx": "x", "x/Thumbs.db": "x", "x/desktop.ini": "x",
    })  # fmt: skip
    lines = "\n".join(lines_understood(inputs))
    assert (
        "f.csv: 1 figure of 1 place, 2015, of gdp (100m_yuan); 1 cell without" in lines
    )
    assert "cities.csv: 2 rows of cities" in lines
    assert "not read: .DS_Store, Thumbs.db, desktop.ini and 1 more" in lines
    assert len(landed(inputs)) == 1
