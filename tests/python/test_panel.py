"""A Parquet panel passes a gate of its own, whatever writes it and wherever it lies."""

import os
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from engine_builds import world
from figure_rows import figures
from typer.testing import CliRunner

from pipeline.build.run import Summary, build, rows_of_inputs
from pipeline.cli import app
from pipeline.gates.panel_figures import check_figures
from pipeline.gates.panel_gate import check_panel
from pipeline.gates.rules import FOLDER, read_rules, run_rules
from pipeline.gates.rules.relations import relations
from pipeline.landing.files import Inputs
from pipeline.landing.inputs import read_inputs
from pipeline.landing.panel import find_panel
from pipeline.landing.problem import Problem
from pipeline.paths import Paths, PipelineError

COLUMNS = ["city_id", "year", "variable_id", "value", "unit", "source_id", "flag"]
# A source that no seed has figures of, before all others.
SOURCE = "aqli"
ODD = "o'dd [1] *?#% {x} $HOME 年鉴"


@pytest.fixture(scope="module")
def inputs() -> tuple[Inputs, pd.DataFrame]:
    """Return the seeds and their figures in use."""
    seeds = read_inputs(Paths.from_environment())
    return seeds, figures(seeds).query("is_in_use")


def rows(**changes: object) -> pd.DataFrame:
    """Return figures of two cities and three years, one column or more changed."""
    frame = pd.DataFrame(
        [
            (city, year, "hospital_beds", 1000.0 + year, "beds", SOURCE, "")
            for city in ("310000", "320100")
            for year in (2015, 2016, 2017)
        ],
        columns=COLUMNS,
    )
    return frame.assign(**changes)


def write(frame: pd.DataFrame, file: Path, select: str = "*") -> Path:
    """Write a frame as a Parquet file, with the types that a query gives."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        target = str(file).replace("'", "''")
        connection.execute(
            f"copy (select {select} from frame) to '{target}' (format parquet)"
        )
    return file


def gate(panel: Path, inputs: tuple[Inputs, pd.DataFrame]) -> list[Problem]:
    """Return what the gate of a panel finds."""
    return check_panel(find_panel(str(panel)), *inputs)[1]


def stopped(found: list[Problem]) -> list[str]:
    """Return the findings that stop a build."""
    return [str(problem) for problem in found if problem.severity == "error"]


# What is written, as what query, and what the message has; row is the first at fault.
BAD = {
    "half a year": (rows(year=2014.5), "*", ["row 1, column year: '2014.5'"]),
    "a year to come": (rows(year=2099), "*", ["column year: '2099.0'", "from 1949 to"]),
    "a year long past": (rows(year=1066), "*", ["column year: '1066.0'"]),
    "a year as text": (rows(year="2015"), "*", ["column year: 'VARCHAR'"]),
    "a value as text": (rows(value=" 1_0e2 "), "*", ["column value: 'VARCHAR'", "number"]),
    "no number": (rows(), "* replace ('nan'::double as value)", ["column value: 'nan'"]),
    "infinite": (rows(), "* replace ('inf'::double as value)", ["column value: 'inf'"]),
    "no column": (rows(), "* exclude (flag)", ["no column 'flag'"]),
    "no city": (rows(city_id=None), "* replace (city_id::varchar as city_id)",
                ["column city_id", "in every row"]),
    "another city": (rows(city_id="999999"), "*", ["'999999'", "cities.csv; 6 rows"]),
    "another variable": (rows(variable_id="bed"), "*", ["'bed'", "variables.csv"]),
    "another source": (rows(source_id="nobody"), "*", ["'nobody'", "sources.csv"]),
    "another unit": (rows(unit="1000_beds"), "*", ["'1000_beds'", "expected beds"]),
    "another flag": (rows(flag="odd;carried_by_source"), "*", ["'odd'", "flag_rules"]),
    "out of range": (rows(value=-1.0), "*", ["column hospital_beds: '-1.0'", "from 0"]),
    "a step": (rows(value=[9e2, 9e2, 9e5, 9e2, 9e2, 9e2]), "*",
               ["row 3, column hospital_beds: '900000.0 (2016: 900)'", "slip of unit"]),
    "a figure twice": (rows(year=[2015, 2016, 2015] * 2), "*",
                       ["row 3, column hospital_beds", "310000 in 2015", "once"]),
    "a figure of a seed": (rows(source_id="city_yearbook"), "*",
                           ["row 1, column hospital_beds", "in a seed", "once"]),
    "a series in another unit": (rows(value=[9e7] * 3 + [9e2] * 3), "*",
                                 ["(median: ", "slip of unit"]),
    "a derived variable": (rows(variable_id="trade_total", unit="usd"), "*",
                           ["'trade_total'", "role derived"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_a_bad_panel_is_stopped_with_its_place(
    case: tuple, tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    frame, select, parts = case
    file = write(frame, tmp_path / "part.parquet", select)
    said = stopped(gate(tmp_path, inputs))
    assert any(str(file) in s and all(part in s for part in parts) for s in said), said


def test_a_good_panel_passes_from_every_writer(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    """Whole numbers, floats, decimals, all-null flags, other orders, an index column."""
    for number, select in enumerate([
        "*",
        "* replace (value::integer as value, year::smallint as year)",
        "* replace (value::decimal(18, 2) as value, null::integer as flag)",
        "* replace (value::float as value, year::double as year)",
        "flag, value, unit, source_id, variable_id, year, city_id, 1 as __index_level_0__",
        "* replace (city_id::integer as city_id)",
        # Bijie under its code of before 2011.
        "* replace (replace(city_id, '310000', '522400') as city_id)",
    ]):  # fmt: skip
        folder = tmp_path / str(number)
        write(rows(), folder / "part.parquet", select)
        write(rows(year=2018).head(1), folder / "another.parquet")
        assert stopped(gate(folder, inputs)) == [], select


@pytest.mark.parametrize("column", [c for c in COLUMNS if c != "value"])
def test_a_folder_that_contradicts_its_column_is_stopped(
    column: str, tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    other = {
        "city_id": "320200", "year": "2018", "variable_id": "gdp", "unit": "100m_yuan",
        "source_id": "census", "flag": "suspect_level",
    }[column]  # fmt: skip
    frame = rows().head(1)
    file = write(frame, tmp_path / f"{column}={other}" / "part.parquet")
    own = frame[column].iloc[0]
    said = stopped(gate(tmp_path, inputs))
    assert len(said) == (2 if column in ("variable_id", "unit") else 1), said
    assert said[0] == (
        f"{file}, row 1, column {column}: '{own}': expected {other}, as the folder says, "
        "or another folder"
    )
    shutil.move(tmp_path / f"{column}={other}", tmp_path / f"{column}={own}")
    if own:
        assert stopped(gate(tmp_path, inputs)) == []
    # Partitioned by any column, it need not be in the file.
    for partition in tmp_path.iterdir():
        write(frame, partition / "part.parquet", f"* exclude ({column})")
    if own:
        assert stopped(gate(tmp_path, inputs)) == []


def test_codes_in_names_of_folders_stay_texts(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    """A folder city_id=012345 is no number, and a%20b has a space."""
    for city in ("012345", "a%20b"):
        write(rows().head(1), tmp_path / f"city_id={city}" / "p.parquet",
              "* exclude (city_id)")  # fmt: skip
    said = " ".join(stopped(gate(tmp_path, inputs)))
    assert (
        "'012345': expected a city_id" in said and "'a b': expected a city_id" in said
    )


def test_two_ways_of_partitioning_are_named(tmp_path: Path) -> None:
    write(rows(), tmp_path / "year=2015" / "p.parquet")
    write(rows(), tmp_path / "p.parquet")
    with pytest.raises(PipelineError, match=r"two ways: .*year=2015"):
        find_panel(str(tmp_path))


def test_a_folder_above_is_no_column(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    panel = tmp_path / "year=1999" / "data"
    write(rows(), panel / "p.parquet")
    assert stopped(gate(panel, inputs)) == []
    shutil.rmtree(panel)
    write(rows(year=2016), panel / "year=2016" / "p.parquet")
    with pytest.raises(
        PipelineError, match=r"below a folder year=1999.*move the panel"
    ):
        find_panel(str(panel))


def test_what_writers_leave_is_not_data(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    good = write(rows(), tmp_path / "year=2016" / "p.parquet", "* exclude (year)")
    part = tmp_path / "_temporary" / "0" / "task_1" / "part-0.parquet"
    write(rows(), part)
    write(rows(), tmp_path / "year=2016" / "_temporary" / "x.parquet")
    write(rows(), tmp_path / "_delta_log" / "10.checkpoint.parquet")
    for name in ("_SUCCESS", ".p.parquet.crc", "_metadata", ".hidden.parquet"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "part-0").write_bytes(b"x")
    panel = find_panel(str(tmp_path))
    assert panel.files == (good,)
    said = [str(problem) for problem in panel.warnings]
    assert len(said) == 4 and {p.severity for p in panel.warnings} == {"warning"}
    assert any(str(part) in s and "not finished" in s for s in said)
    assert any("_delta_log" in s and "plain Parquet" in s for s in said)
    assert any(str(tmp_path / "part-0") in s and "not read" in s for s in said)
    assert [str(p) for p in gate(tmp_path, inputs)][:4] == said


def test_rows_without_a_value_are_reported(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    file = write(rows(value=[1e3, None, None, 1e3, 1e3, 1e3]), tmp_path / "p.parquet")
    found = gate(tmp_path, inputs)
    assert stopped(found) == []
    (problem,) = [p for p in found if "without a value" in p.rule]
    assert (problem.file, problem.row, problem.severity) == (str(file), 2, "warning")
    assert "2 rows without a value are left out" in problem.rule


def test_what_a_panel_overrides_is_counted(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    """A census figure goes before all; of the same precedence, either might be taken."""
    seeds, frame = inputs
    beds = frame[frame["variable_id"] == "hospital_beds"].head(3)
    panel = beds.assign(value=beds["number"] * 1.1, source_id="census", flag="")[
        COLUMNS
    ]
    write(panel, tmp_path / "p.parquet")
    found = [str(p) for p in gate(tmp_path, inputs) if "takes the place" in p.rule]
    assert len(found) == 1
    assert (
        "column hospital_beds: 'census': takes the place of 3 figures of city_yearbook"
        in found[0]
    )
    sources = seeds.tables["sources"].copy()
    sources.loc[sources["source_id"] == "census", "precedence"] = sources.loc[
        sources["source_id"] == "city_yearbook", "precedence"
    ].iloc[0]
    tied = Inputs({**seeds.tables, "sources": sources}, seeds.schemas, [], [])
    said = stopped(gate(tmp_path, (tied, frame)))
    assert len(said) == 3 and all("of city_yearbook" in s for s in said), said


def test_flags_and_corrections_take_figures_out_of_use(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    flags = ["", "suspect_level;interpolated", "suspect_level", "", "", ""]
    wrong = [1e3, 9e9, -5, 1e3, 1e3, 1e3]
    write(rows(value=wrong, flag=flags), tmp_path / "p.parquet")
    assert stopped(gate(tmp_path, inputs)) == []


def test_the_files_of_a_panel_are_inputs_of_a_build(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    write(rows(), tmp_path / "a [1].parquet")
    write(rows(year=2019), tmp_path / "b.parquet")
    panel = find_panel(str(tmp_path))
    n_rows = rows_of_inputs(inputs[0], panel)
    assert {n_rows[name] for name in panel.hashes} == {len(rows())}
    assert n_rows["seeds/reference/cities.csv"] == 85


def test_a_panel_too_large_for_the_rules_about_figures_is_told(
    tmp_path: Path,
    inputs: tuple[Inputs, pd.DataFrame],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(rows(), tmp_path / "p.parquet")
    monkeypatch.setattr("pipeline.gates.panel_figures.MAX_ROWS", 3)
    records, (told,) = check_figures(find_panel(str(tmp_path)), inputs[0], [])
    assert (records, told.severity) == ([], "warning")
    assert "expected at most 3 for the rules about figures" in told.rule


def test_a_panel_is_hashed_by_its_content(tmp_path: Path) -> None:
    file = write(rows(), tmp_path / "p.parquet")
    panel = find_panel(str(tmp_path))
    panel.stop_if_changed()
    status = file.stat()
    data = file.read_bytes()
    position = data.index(b"310000")
    file.write_bytes(data[:position] + b"310001" + data[position + 6 :])
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert find_panel(str(tmp_path)).hashes != panel.hashes
    # Put back, and looking as before: dbt may have read something else meanwhile.
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert find_panel(str(tmp_path)).hashes == panel.hashes
    with pytest.raises(PipelineError, match="Changed while the build was under way"):
        panel.stop_if_changed()
    panel = find_panel(str(tmp_path))
    write(rows(), tmp_path / "q.parquet")
    with pytest.raises(PipelineError, match="other files"):
        panel.stop_if_changed()


@pytest.mark.parametrize("name", ["panel[1]", "p*", "p?", ODD, "a#b", "%41", "'"])
def test_a_path_is_no_pattern(
    name: str, tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    for other in ("panel1", "pp", "p1", "A"):
        write(rows(value=-1.0), tmp_path / other / "p.parquet")
    file = write(rows(), tmp_path / name / f"{name}.parquet")
    for panel in (file.parent, file):
        found = find_panel(str(panel))
        assert found.files == (file,)
        assert stopped(check_panel(found, *inputs)[1]) == []
        with duckdb.connect() as connection:
            found.show_to(connection)
            count = connection.sql("select count(*) from landing.panel").fetchall()
        assert count == [(6,)]


@pytest.mark.parametrize("name", ["none", "empty", "p*"])
def test_a_panel_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    write(rows(), tmp_path / "panel" / "p.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(PipelineError, match=r"No panel .*: no "):
        find_panel(str(tmp_path / name))


def test_a_region_from_a_panel_alone_is_published(tmp_path: Path) -> None:
    """Its folders have names that are no syntax."""
    plain, home = world(tmp_path / "plain"), tmp_path / ODD
    home.mkdir()
    panel = str(shutil.move(plain.root / "panel", home / "county_panel"))
    shutil.move(plain.landing, home / "landing")
    paths = Paths(plain.root, home / "warehouse", home / "landing")
    paths.warehouse.mkdir()
    built = build(paths, panel=panel)
    assert isinstance(built, Summary) and built.folder == paths.published()
    said = CliRunner().invoke(
        app,
        ["index", "--scenario", "with_islands"],
        env={"WAREHOUSE_DIR": str(paths.warehouse)},
    )
    assert said.exit_code == 0, said.output
    assert "Islands" in said.stdout and "Hills" in said.stdout
    # There is nothing to do.
    assert build(paths, panel=panel) == built.build_id


def of_city(frame: pd.DataFrame, city: str, variable: str, **columns: str):
    """Return the figures of a city as rows of a panel, of the source that goes first."""
    of = frame.query("city_id == @city and variable_id == @variable")
    assert len(of)
    of = of.drop_duplicates("year").assign(value=of["number"], flag="")
    return of.assign(source_id="census", **columns)[COLUMNS]


def test_a_panel_is_judged_by_the_rules_about_figures(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    """Beds in the place of doctors, another city's series, a figure of its own doubled."""
    read, frame = inputs
    beds = of_city(frame, "430400", "hospital_beds")
    doctors = beds.assign(variable_id="doctors", unit="persons")
    gas = of_city(frame, "320200", "gas_coverage_rate").assign(city_id="530300")
    wage = of_city(frame, "430100", "average_wage")
    wage.loc[wage["year"] == 2015, "value"] *= 1.9
    file = write(pd.concat([gas, wage, doctors]), tmp_path / "part.parquet")
    panel = find_panel(str(tmp_path))
    assert stopped(check_panel(panel, read, frame)[1]) == []
    records, found = check_figures(panel, read, known_places(read))
    said = [str(p) for p in found if p.file == str(file)]
    for part in (
        "doctors_per_bed",
        "column doctors",
        "column gas_coverage_rate",
        "average_wage within a factor of 1.55 of the three years before and after it",
    ):
        assert any(part in s for s in said), (part, said)
    assert {r.suite for r in records} >= {"panel_place_copied", "panel_year_copied"}
    assert {r.n_checked for r in records} == {len(doctors) + len(gas) + len(wage)}


def test_a_panel_of_what_is_known_adds_no_finding_but_the_repetition(
    tmp_path: Path, inputs: tuple[Inputs, pd.DataFrame]
) -> None:
    read, frame = inputs
    beds = of_city(frame, "430400", "hospital_beds")
    write(beds, tmp_path / "part.parquet")
    found = check_figures(find_panel(str(tmp_path)), read, known_places(read))[1]
    assert found == []


def known_places(read: Inputs) -> list[Problem]:
    """Return what the rules about figures find in the seeds alone."""
    with relations(read) as connection:
        return run_rules(connection, read_rules(FOLDER / "figures"))[1]
