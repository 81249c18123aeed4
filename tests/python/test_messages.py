"""Findings are grouped, the new ones first, and the advice in them is true."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_builds import small_paths, write_partial

from pipeline.gates.landing_gate import validate_inputs
from pipeline.landing.inputs import read_inputs
from pipeline.landing.problem import Problem
from pipeline.messages import known_findings, lines_of_findings
from pipeline.paths import Paths, file_hash
from pipeline.publish.builds import RECORD, REPORT, publish_partial

HEADER = "city_id,year,variable_id,value,unit,source_id,flag"


def found(file: str, row: int, rule: str, severity: str = "warning") -> Problem:
    """Return a finding."""
    return Problem(file, row, "gdp", "1", rule, severity)


def test_findings_of_one_rule_and_file_are_a_line() -> None:
    problems = [found("seeds/a.csv", row, "expected x") for row in range(2, 802)]
    problems += [found("seeds/b.csv", 2, "expected x")]
    assert lines_of_findings(problems, set()) == [
        "warning: seeds/a.csv, row 2, column gdp: '1': expected x (and 799 more of this "
        "rule in this file)",
        "warning: seeds/b.csv, row 2, column gdp: '1': expected x",
    ]
    assert len(lines_of_findings(problems, set(), is_all=True)) == 801


def test_errors_come_first_then_what_is_new_then_what_landed() -> None:
    old, new = found("seeds/a.csv", 2, "old"), found("seeds/a.csv", 3, "new")
    landed = found("landing/x.csv", 2, "landed")
    error = found("seeds/z.csv", 2, "error", "error")
    known = {str(old), str(landed)}
    lines = lines_of_findings([old, new, landed, error], known)
    assert [line.split(": ")[-1] for line in lines] == ["error", "new", "landed", "old"]
    assert [line.startswith("new ") for line in lines] == [True, True, False, False]
    assert "new " not in "".join(lines_of_findings([old], set()))[:4]


def test_the_first_screen_is_short_and_says_how_many_more() -> None:
    problems = [found(f"seeds/{n}.csv", 2, "expected x") for n in range(30)] * 2
    lines = lines_of_findings(problems, set(), limit=4)
    assert len(lines) == 5
    assert lines[-1] == "... and 52 more; --all prints them"


def test_what_the_build_before_was_published_with_is_known(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    assert known_findings(paths) == set()
    write_partial(paths, "old")
    problem = found("seeds/a.csv", 2, "expected x | y")
    report = paths.partial / REPORT
    report.write_text(f"# Report\n\n## Warnings (1)\n\n- {problem}\n")
    record = json.loads((paths.partial / RECORD).read_text())
    record["files"][REPORT] = file_hash(report)
    (paths.partial / RECORD).write_text(json.dumps(record))
    publish_partial(paths, "old")
    assert str(problem) in known_findings(paths)


def landed(tmp_path: Path, text: str) -> Paths:
    """Return the project with one landing file."""
    folder = tmp_path / "landing"
    folder.mkdir()
    (folder / "figures.csv").write_text(text, encoding="utf-8")
    return replace(Paths.from_environment(), landing=folder)


@pytest.mark.parametrize(
    ("header", "said", "is_wide"),
    [
        ("," + HEADER, "1 column without a name (commas at the end of the line", False),
        ("city_id,2010,2015,2020", "unknown columns [2010, 2015, 2020]", True),
        ("city_id,year,gdp,average_wage", "unknown columns [gdp, average_wage]", True),
        (HEADER.replace("value", "Values"), "unknown columns [Values]", False),
    ],
)
def test_a_header_is_told_what_it_is(
    tmp_path: Path, header: str, said: str, is_wide: bool
) -> None:
    cells = ",".join("x" for _ in header.split(","))
    paths = landed(tmp_path, f"{header}\n{cells}\n")
    (problem,) = read_inputs(paths).problems
    assert said in problem.rule
    assert "unknown columns []" not in problem.rule
    assert problem.rule.endswith("see docs/landing.md")
    assert ("Is the file wide" in problem.rule) == is_wide


def test_the_advice_for_a_landed_figure_works(tmp_path: Path) -> None:
    """NA: leave the row out, since an empty cell is refused; a unit: the one named."""
    good = "310000,2015,gdp,25123,100m_yuan,bureau_area,"
    missing = "310000,2014,gdp,NA,100m_yuan,bureau_area,"
    paths = landed(tmp_path, f"{HEADER}\n{good}\n{missing}\n")
    (problem,) = validate_inputs(paths)[2]
    assert (problem.row, problem.value) == (3, "NA")
    assert "leave the row out" in problem.rule and "empty cell" not in problem.rule

    # The advice taken; and a unit that is another variable's.
    file = paths.landing / "figures.csv"
    file.write_text(f"{HEADER}\n{good.replace('100m_yuan', 'persons')}\n")
    (problem,) = (p for p in validate_inputs(paths)[2] if p.severity == "error")
    rule = "expected the unit that variables.csv has for the variable: "
    assert problem.rule.startswith(rule)
    assert problem.rule.removeprefix(rule).startswith("100m_yuan, or another of its")
