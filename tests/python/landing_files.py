"""A landing folder with files of many shapes, read beside seeds that are read once."""

import tempfile
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
from conftest import ROOT

from pipeline.landing.files import Inputs
from pipeline.landing.inputs import read_inputs
from pipeline.landing.problem import Problem
from pipeline.landing.read import read_landing
from pipeline.landing.schemas import LANDING_COLUMNS, LANDING_VALUES
from pipeline.paths import Paths

HEADER = "city_id,year,variable_id,value,unit,source_id,flag"
ROW = "310000,2015,gdp,25123.45,100m_yuan,bureau_area,"


@cache
def seeds() -> Inputs:
    """Return the seeds, read once."""
    with tempfile.TemporaryDirectory() as empty:
        paths = replace(Paths.from_environment(ROOT), landing=Path(empty))
        return read_inputs(paths)


def read(folder: Path, files: dict[str, bytes | str]) -> Inputs:
    """Write files into a landing folder and read it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
    return read_folder(folder)


def read_folder(folder: Path) -> Inputs:
    """Read a landing folder beside the seeds."""
    before = seeds()
    inputs = Inputs(
        {name: table.copy() for name, table in before.tables.items()},
        copy(before.schemas), [], [],
    )  # fmt: skip
    read_landing(inputs, replace(Paths.from_environment(ROOT), landing=folder))
    return inputs


def figures(inputs: Inputs) -> list[tuple[str, ...]]:
    """Return the landed figures, without file and row."""
    assert not inputs.problems, "\n".join(map(str, inputs.problems))
    return list(landed(inputs)[list(LANDING_COLUMNS)].itertuples(False, None))


def landed(inputs: Inputs) -> pd.DataFrame:
    """Return the landed figures."""
    return inputs.tables[LANDING_VALUES]


def notes(inputs: Inputs) -> str:
    """Return all that was said."""
    return "; ".join(text for said in inputs.notes.values() for text in said)


def only_problem(inputs: Inputs) -> Problem:
    """Return the one thing that stops."""
    (problem,) = inputs.problems
    return problem
