"""A macro that is called wrongly says what it was given and what it expects."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest


class CompilerError(Exception):
    """Stands for dbt's compiler error."""


def call(path: Path, arguments: list[Any], **variables: Any) -> str:
    """Render a macro of the project outside dbt, with dbt's variables."""

    def raise_compiler_error(message: str) -> None:
        raise CompilerError(message)

    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    environment.globals["exceptions"] = SimpleNamespace(
        raise_compiler_error=raise_compiler_error
    )
    environment.globals["adapter"] = SimpleNamespace(type=lambda: "duckdb")
    environment.globals["var"] = variables.get
    environment.globals["return"] = lambda value: value
    template = environment.from_string(path.read_text())
    return getattr(template.module, path.stem)(*arguments)


@pytest.mark.parametrize(
    ("macro", "arguments", "message"),
    [
        (
            "statistics/coefficient_of_variation",
            ["value", "robust"],
            "coefficient_of_variation: sd is 'robust', "
            "expected one of [population, sample]",
        ),
        (
            "statistics/gini_coefficient",
            ["value", ""],
            "gini_coefficient: value_rank is '', "
            "expected a column with the rank of the value in its group",
        ),
        (
            "statistics/noise_free_rank",
            ["score", "year"],
            "noise_free_rank: partition_by is 'year', expected a list of column names",
        ),
        (
            "statistics/theil_index",
            [""],
            "theil_index: value is '', expected a numeric expression",
        ),
        (
            "statistics/weighted_coefficient_of_variation",
            ["value", "weight", ""],
            "weighted_coefficient_of_variation: weight is 'weight' and "
            "weighted_mean is '', expected a column with each",
        ),
        (
            "statistics/slope_standard_error",
            ["y", "x", 0],
            "slope_standard_error: n_levels is '0', expected a number of at least 1",
        ),
        (
            "statistics/min_max_score",
            ["v", "lo", "hi", "up"],
            "min_max_score: direction is 'up', expected one of [ascending, descending]",
        ),
        (
            "statistics/min_max_score",
            ["v", "lo", "hi", "ascending", 0],
            "min_max_score: scale is '0', expected a number above 0",
        ),
        (
            "statistics/nearest_year_pick",
            ["city_id", "year", "from_year"],
            "nearest_year_pick: partition_by is 'city_id', "
            "expected a list of column names",
        ),
        (
            "staging/unpivot_city_year",
            ["figures", "census", "census__population", []],
            "unpivot_city_year: variables is [], "
            "expected a list of value columns of census__population",
        ),
    ],
)
def test_wrong_argument_is_named(
    root: Path, macro: str, arguments: list[Any], message: str
) -> None:
    with pytest.raises(CompilerError) as caught:
        call(root / "macros" / f"{macro}.sql", arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {"new_years": "2025", "panel": "panel.parquet"},
            "new_years is '2025', expected a list of years such as [2025]",
        ),
        (
            {"new_years": ["2025"], "panel": "panel.parquet"},
            "new_years is '['2025']', expected a list of years such as [2025]",
        ),
        (
            {"new_years": [2025]},
            "new_years without panel: seeds are always computed whole",
        ),
    ],
)
def test_new_years_are_a_list_and_of_a_panel(
    root: Path, variables: dict[str, Any], message: str
) -> None:
    with pytest.raises(CompilerError) as caught:
        call(root / "macros" / "engines" / "new_years.sql", [], **variables)
    assert str(caught.value) == message
