"""A macro that is called wrongly says what it was given and what it expects."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from conftest import table


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


@pytest.mark.parametrize(("macro", "arguments", "message"), table("wrong_arguments"))
def test_wrong_argument_is_named(
    root: Path, macro: str, arguments: str, message: str
) -> None:
    with pytest.raises(CompilerError) as caught:
        call(root / "macros" / f"{macro}.sql", json.loads(arguments))
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
