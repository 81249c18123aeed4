"""The findings page: no typed figure, and figures that are those of the marts."""

import re
from pathlib import Path

import pytest

from pipeline.paths import Paths, connect
from pipeline.publish.findings import FINDINGS, NOTHING, TEMPLATE, markdown, spread


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the published build."""
    published = Paths.from_environment().published()
    assert published is not None, "Nothing is published: run make run before the tests."
    return (published / FINDINGS).read_text(encoding="utf-8")


def test_template_holds_no_figure() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    bare = re.sub(r"{% filter .*?{% endfilter %}", "", text, flags=re.DOTALL)
    assert re.search(r"\d", bare.replace("above 0", "")) is None


def test_every_query_finds_something(page: str) -> None:
    assert NOTHING not in page
    assert re.search(r"\b(None|nan|inf)\b", page) is None


def test_figures_are_those_of_the_marts(page: str) -> None:
    with connect() as connection:
        index, rank = connection.execute("""
            select integration_index, index_rank from marts.fct_integration_index
            where scenario_id = 'paper' and cluster_id = 'MYR' and year = 2015
        """).fetchone() or (0.0, 0)
        n_claims = connection.execute("""
            select count(*) from marts.fct_claim
            where scenario_id = 'paper' and outcome = 'reproduced'
        """).fetchone()
    row = next(
        line for line in page.splitlines() if line.startswith("| Middle Yangtze")
    )
    assert row.split(" | ")[3] == f"{index:.2f} ({rank})"
    assert n_claims is not None
    assert f"{n_claims[0]} of 12 claims are reproduced" in page


def test_spreading_keeps_order_and_gaps() -> None:
    rows = [("b", 2010, "x"), ("a", 2020, "y"), ("b", 2020, "z")]
    names, wide = spread(["name", "year", "cell"], rows, "year")
    assert names == ["name", "2010", "2020"]
    assert wide == [("b", "x", "z"), ("a", None, "y")]
    assert markdown(names, wide).splitlines()[-1] == "| a |  | y |"


def test_findings_are_part_of_the_build() -> None:
    published = Paths.from_environment().published()
    assert published is not None
    assert Path(FINDINGS).name in (published / "build.json").read_text()
