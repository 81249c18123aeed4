"""Run Great Expectations suites and turn their results into findings and records.

Each frame that is validated carries the columns file, row, column and value, so that a
failing row can be named as its owner knows it. Great Expectations is imported where it is
used: the import takes seconds.
"""

import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from pipeline.landing.inputs import Problem

PLACE = ["file", "row", "column", "value"]
SAMPLE = 5


@dataclass(frozen=True)
class Check:
    """A suite and the frame that it is run on."""

    frame: pd.DataFrame
    suite: Any  # great_expectations.ExpectationSuite


@dataclass(frozen=True)
class QualityResult:
    """What one expectation came to."""

    gate: str
    suite: str
    expectation: str
    rule: str
    note: str
    column_name: str
    severity: str
    is_success: bool
    n_checked: int
    n_failing: int
    failing_sample: str


def suite(name: str, expectations: list) -> object:
    """Return a suite of Great Expectations."""
    return great_expectations().ExpectationSuite(name=name, expectations=expectations)


def expectation(kind: str, expected: str, why: str, warn: bool = False, **arguments):
    """Return an expectation with the rule as its owner reads it and the reason for it.

    Args:
        kind: name of the expectation class without `Expect`.
        expected: the rule, in words that finish "expected ...".
        why: why the rule is there.
        warn: whether a failure is listed instead of stopping the build.
        arguments: arguments of the expectation.

    """
    return getattr(great_expectations().expectations, f"Expect{kind}")(
        **arguments,
        severity="warning" if warn else "critical",
        notes=why,
        meta={"expected": expected},
    )


def place(
    frame: pd.DataFrame, mart: str, column: str, value: str, key: str
) -> pd.DataFrame:
    """Return a frame with the columns that name a failing row: mart, key and value."""
    names = column + " of "
    for number, part in enumerate(key.split(", ")):
        names = names + (", " if number else "") + frame[part].astype(str)
    return frame.assign(
        file="marts." + mart, row=np.nan, column=names, value=frame[value]
    )


def great_expectations() -> ModuleType:
    """Import Great Expectations when it is needed, as it takes a second; return it.

    It looks for pyspark, which ends a process without a main file (`python -c`, a worker of
    pytest) as if it were a doctest. Nothing here needs the two together.
    """
    hidden = "great_expectations" not in sys.modules and "pyspark" not in sys.modules
    if hidden:
        sys.modules["pyspark"] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("great_expectations")
    finally:
        if hidden:
            del sys.modules["pyspark"]


def run_checks(
    gate: str, checks: list[Check]
) -> tuple[list[QualityResult], list[Problem]]:
    """Validate each frame with its suite; return a record per expectation and findings."""
    gx = great_expectations()
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    records: list[QualityResult] = []
    problems: list[Problem] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults(
                    init_temp_docs_sites=False
                )
            ),
        )
        context.variables.progress_bars = ProgressBarsConfig(
            globally=False, metric_calculations=False
        )
        # One for all: each that is added writes the whole configuration anew.
        frames = (
            context.data_sources.add_pandas("frames")
            .add_dataframe_asset("frame")
            .add_batch_definition_whole_dataframe("all")
        )
        for check in checks:
            batch = frames.get_batch(batch_parameters={"dataframe": check.frame})
            validated = batch.validate(
                check.suite,
                result_format={
                    "result_format": "COMPLETE",
                    "unexpected_index_column_names": PLACE,
                },
            )
            for result in validated.results:
                failing = list(dict.fromkeys(findings(result)))
                records.append(record(gate, check, result, failing))
                problems.extend(failing)
    return records, problems


def is_warning(result: Any) -> bool:
    """Whether the expectation only warns."""
    return str(result.expectation_config.severity).lower().endswith("warning")


def findings(result: Any) -> Iterator[Problem]:
    """Yield a finding per failing row of an expectation's result."""
    if result.success:
        return
    config = result.expectation_config
    rule = f"expected {config.meta['expected']}"
    severity = "warning" if is_warning(result) else "error"
    if result.exception_info.get("raised_exception"):
        text = result.exception_info.get("exception_message", "")
        yield Problem(
            "(gate)", None, None, None, f"{rule}; not checked: {text}", severity
        )
        return
    for place in result.result.get("unexpected_index_list") or []:
        yield Problem(
            file=str(place["file"]),
            row=None if pd.isna(place["row"]) else int(place["row"]),
            column=str(place["column"]),
            value=None if pd.isna(place["value"]) else str(place["value"]),
            rule=rule,
            severity=severity,
        )


def record(
    gate: str, check: Check, result: Any, failing: list[Problem]
) -> QualityResult:
    """Return the record of an expectation for fct_quality_result."""
    config = result.expectation_config
    columns = config.kwargs.get("column") or ", ".join(
        config.kwargs.get("column_list")
        or [config.kwargs[k] for k in ("column_A", "column_B") if k in config.kwargs]
    )
    return QualityResult(
        gate=gate,
        suite=check.suite.name,
        expectation=config.type,
        rule=config.meta["expected"],
        note=config.notes or "",
        column_name=columns,
        severity="warning" if is_warning(result) else "error",
        is_success=bool(result.success),
        n_checked=int(result.result.get("element_count") or len(check.frame)),
        n_failing=len(failing),
        failing_sample=sample_of(failing),
    )


def sample_of(failing: list[Problem]) -> str:
    """Return the first findings as a JSON list of texts."""
    return json.dumps([str(p) for p in failing[:SAMPLE]], ensure_ascii=False)
