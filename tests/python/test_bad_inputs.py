"""Malformed inputs: each is stopped before publishing, with a message its owner can use.

The cases are those of bad_inputs.py.
"""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from bad_inputs import (
    CASES,
    CITIES,
    ECONOMY,
    GOOD_PARQUET,
    LANDED,
    MALFORMED,
    PARQUET,
    SCENARIOS,
    SOURCES,
    UNREADABLE,
    WRONG,
    Case,
    Change,
    cell,
    land,
    land_parquet,
    land_reading,
)
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


@pytest.fixture(autouse=True)
def landing_is_emptied(project: Paths) -> Iterator[None]:
    yield
    for folder in ("landing", "seeds_extra"):
        shutil.rmtree(project.root / folder, ignore_errors=True)


@contextmanager
def changed(project: Paths, *changes: tuple[str, Change]) -> Iterator[None]:
    """Make changes of files for a while."""
    paths = [project.root / file for file, _ in changes]
    before = {path: path.read_bytes() for path in paths if path.exists()}
    try:
        for path, (_, change) in zip(paths, changes, strict=True):
            change(path)
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


def cell_of(case: Case) -> tuple[str, str | None, int | None]:
    """Return the cell that a case changes: its form is looked at alone."""
    return case.file, case.column, case.row


def column_of(case: Case) -> tuple[str, str | None]:
    """Return the column that a case changes, of a seed or of all that lands."""
    return file_of(case), case.column


@pytest.fixture(scope="module")
def found(project: Paths, request: pytest.FixtureRequest) -> dict[str, list[Problem]]:
    """Return what stops each case that is asked for, with those of its batch.

    A batch has cases of one kind: what cannot be read hides what is malformed, and that
    hides what is wrong.
    """
    names = {item.name for item in request.session.items}
    test = test_bad_input_is_stopped_and_named.__name__
    result = {}
    for cases, by in ((UNREADABLE, file_of), (MALFORMED, cell_of), (WRONG, column_of)):
        asked = [case for case in cases if f"{test}[{case.name}]" in names]
        for batch in batches(asked, by):
            with changed(project, *((case.file, case.change) for case in batch)):
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
    first = (kind[0].file, kind[0].change)
    with changed(project, first), pytest.raises(GateError) as caught:
        build(project)
    assert caught.value.problems
    assert project.published() == published
    assert verify(published) == []


def test_a_landing_folder_that_is_not_there_is_named(project: Paths) -> None:
    mistyped = replace(project, landing=project.root / "landnig")
    with pytest.raises(GateError) as caught:
        build(mistyped)
    assert [p.file for p in caught.value.problems] == ["landnig"]


def test_figures_land_from_a_folder_named_like_the_seeds(project: Paths) -> None:
    paths = replace(project, landing=project.root / "seeds_extra")
    land("310000,2015,gdp,25123,100m_yuan,bureau_area,")(paths.landing / "figures.csv")
    inputs = read_inputs(paths)
    assert inputs.problems == []
    with duckdb.connect() as connection:
        assert load_landing(connection, paths.root, inputs) == ["city_year_values"]
    assert "seeds_extra/figures.csv" in fingerprint(paths)


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
    with changed(
        project, *((f, cell(row, name, text)) for f, row, name, text, _ in changes)
    ):
        _, _, problems = validate_inputs(project)
    found = {(p.file, p.row, p.column): p for p in problems if p.severity == "error"}
    for file, row, column, _, said in changes:
        problem = found[file, row, column]
        assert said in (problem.value or "")
        assert str(problem).isprintable()


def test_good_names_of_other_countries_pass(project: Paths) -> None:
    names = ["Zürich", "Łódź", "Straße", "मुंबई", "क्\u200dष", "Москва", "می\u200cخواهم"]
    cells = [cell(row, "city_en", name) for row, name in enumerate(names, start=2)]
    cells.append(cell(9, "city_zh", "苏州·工业园（高新）区"))
    with changed(project, *((CITIES, change) for change in cells)):
        inputs = read_inputs(project)
        with tables(inputs) as connection:
            add_cells(connection, inputs)
            problems = findings(
                connection, read_rule(FOLDER / "form" / "visible_texts.sql")
            )
    assert problems == []


@pytest.mark.parametrize(
    "name", ["a\u202egpj.csv", "figur\u0435s.csv", "Zu\u0308rich.csv"]
)
def test_a_file_name_that_deceives_is_named(name: str, project: Paths) -> None:
    land("310000,2015,gdp,1,100m_yuan,census,")(project.landing / name)
    (problem,) = read_inputs(project).problems
    assert "file name" in problem.rule
    assert str(problem).isprintable()


@pytest.mark.parametrize(
    ("select", "said"),
    [
        (f"{GOOD_PARQUET} from range(3_000_000)", "has 3,000,000 rows, expected"),
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
    (problem,) = read_inputs(project).problems
    assert said in problem.rule
    assert "Parquet panel (docs/engines.md)" in problem.rule


def test_a_csv_file_too_large_for_memory_is_not_read(project: Paths) -> None:
    path = project.root / LANDED
    land()(path)
    os.truncate(path, 6_000_000_000)
    (problem,) = read_inputs(project).problems
    assert "6,000,000,000 bytes" in problem.rule


def test_landed_rows_are_counted_over_all_files(
    project: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.landing.read.MAX_ROWS", 10_000)
    for name in ("a.csv", "b.csv"):
        land(*[f"310000,2015,gdp,1,100m_yuan,{name},"] * 5_200)(project.landing / name)
    (problem,) = read_inputs(project).problems
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
    inputs = read_inputs(project)
    assert inputs.problems == []
    table = inputs.tables["high_speed_rail_openings"]
    (mine,) = table[table["city_id"] == "990100"].to_dict("records")
    assert {name: mine[name] for name in header} == {
        **dict(zip(header, row, strict=True)), "city_id": "990100",
        "separate_line_opened_on": "",
    }  # fmt: skip


def test_a_landed_reading_of_an_unknown_choice_is_named(project: Paths) -> None:
    file = "landing/reference/scenarios.csv"
    with changed(project, (file, land_reading("harmonic"))):
        _, _, problems = validate_inputs(project)
    place = (file, 2, "aggregation", "harmonic")
    (problem,) = [p for p in problems if (p.file, p.row, p.column, p.value) == place]
    assert "one of [arithmetic, geometric, geometric_shifted]" in problem.rule


def test_what_is_good_passes_beside_a_zero_that_is_named(project: Paths) -> None:
    """A landed reading may have its choices as columns; a zero in a series is a warning."""
    zero = (ECONOMY, cell(7, "gdp_per_capita", "0"))
    landed = ("landing/reference/scenarios.csv", land_reading("geometric"))
    with changed(project, zero, landed):
        inputs, _, problems = validate_inputs(project)
    found = [p for p in problems if p.file == ECONOMY and "no 0 in a series" in p.rule]
    assert [(p.row, p.value, p.severity) for p in found] == [(7, "0", "warning")]
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
