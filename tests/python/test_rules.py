"""Rules in SQL: how they are read and what becomes of their findings."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT
from figure_rows import given

from pipeline.gates.rules import FOLDER, STAGES, read_rule, read_rules, run_rules
from pipeline.gates.rules.relations import tables
from pipeline.landing.files import Inputs
from pipeline.landing.schemas import read_schemas

RULE = """-- expected: at most 100, of
-- any city
-- why: there is no more
-- severity: warning
select
    file,
    row,
    column_name,
    value,
    case when number > 1000 then 'a number' end as expected,
    case when number > 1000 then 'error' end as severity
from figure_selected
where number > 100
"""


def inputs() -> Inputs:
    """Return two publications of different precedence, other tables without rows."""
    tables = {
        name: pd.DataFrame(columns=["file", "row", *schema.columns], dtype="str")
        for name, schema in read_schemas(ROOT).items()
    }
    tables["sources"] = pd.DataFrame(
        {"row": [2, 3], "source_id": ["first", "second"], "precedence": ["1", "2"]}
    )
    return Inputs(tables, {}, [], [])


def figures(*values: tuple[str, str, float, bool]) -> pd.DataFrame:
    """Return figures of one variable and year: source, city, number, whether in use."""
    frame = pd.DataFrame(
        values, columns=["source_id", "city_id", "number", "is_in_use"]
    )
    return frame.assign(
        file="seeds/x.csv",
        row=frame.index + 2,
        column_name="beds",
        is_known=False,
        is_other_boundary=False,
        value=frame["number"].astype(str),
        published_value=frame["number"].astype(str),
        variable_id="beds",
        year=2020,
        unit="beds",
    )


def test_what_is_on_another_boundary_is_selected_last(tmp_path: Path) -> None:
    """As in int_chosen_value: what is checked is what is used."""
    (tmp_path / "limit.sql").write_text(RULE)
    frame = figures(("first", "310000", 500, True), ("second", "310000", 50, True))
    for first_is_other, n_found in ((False, 1), (True, 0)):
        frame["is_other_boundary"] = [first_is_other, False]
        with tables(inputs()) as connection, given(connection, frame, {}):
            _, found = run_rules(connection, read_rules(tmp_path))
        assert len(found) == n_found


def test_a_finding_has_its_place_and_rule(tmp_path: Path) -> None:
    (tmp_path / "limit.sql").write_text(RULE)
    (rule,) = read_rules(tmp_path)
    assert (rule.expected, rule.why) == ("at most 100, of any city", "there is no more")
    frame = figures(
        ("second", "310000", 500, True),
        ("first", "310000", 50, True),
        ("first", "320100", 400, False),
        ("second", "320100", 200, True),
        ("first", "320200", 5000, True),
    )
    with tables(inputs()) as connection, given(connection, frame, {}):
        (record,), found = run_rules(connection, [rule])
    # The selected value alone, and none that is taken out of use.
    assert [(p.row, p.value, p.rule, p.severity) for p in found] == [
        (5, "200", "expected at most 100, of any city", "warning"),
        (6, "5000", "expected a number", "error"),
    ]
    assert (record.suite, record.n_failing, record.severity) == (
        "landing_limit", 2, "error"
    )  # fmt: skip
    assert str(found[0]) in record.failing_sample


@pytest.mark.parametrize(
    "text",
    ["select 1", RULE.replace("-- why: there is no more\n", ""),
     RULE.replace("severity: warning", "severity: perhaps")],
)  # fmt: skip
def test_a_rule_says_what_and_why(tmp_path: Path, text: str) -> None:
    (tmp_path / "rule.sql").write_text(text)
    with pytest.raises(ValueError, match=r"rule\.sql must begin with"):
        read_rule(tmp_path / "rule.sql")


def test_every_rule_can_be_read() -> None:
    rules = [rule for stage in STAGES for rule in read_rules(FOLDER / stage)]
    assert len({rule.name for rule in rules}) == len(rules)
