"""What a rule came to, and Great Expectations over the rules of a gate.

Rules are SQL; what each finds is counted, and a suite expects that it is nothing. Great
Expectations is imported where it is used: the import takes a second.
"""

import importlib
import json
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pandas as pd

SAMPLE = 5


@dataclass(frozen=True)
class QualityResult:
    """What one expectation came to."""

    gate: str
    suite: str
    expectation: str
    rule: str
    note: str
    severity: str
    is_success: bool
    n_checked: int
    n_failing: int
    failing_sample: str
    column_name: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule: its name, its words, its query and the rows that it asks."""

    name: str
    expected: str
    why: str
    severity: str
    query: str
    checked: str = "figure"


def result_of(
    rule: Rule,
    /,
    gate: str,
    suite: str,
    found: Sequence[object],
    n_checked: int,
    n_failing: int | None = None,
    **other: Any,
) -> QualityResult:
    """Return the record of a rule, for fct_quality_result: what it found, in texts."""
    said: dict[str, Any] = {
        "expectation": "expect_no_finding",
        "rule": rule.expected,
        "note": rule.why,
        "severity": rule.severity,
        "is_success": not found,
        "n_failing": len(found) if n_failing is None else n_failing,
    }
    sample = json.dumps([str(one) for one in found[:SAMPLE]], ensure_ascii=False)
    return QualityResult(
        gate, suite, n_checked=n_checked, failing_sample=sample, **said | other
    )


def great_expectations() -> ModuleType:
    """Import Great Expectations when it is needed, as it takes a second; return it.

    It looks for pyspark, which ends a process without a main file (`python -c`, a worker of
    pytest) as if it were a doctest. altair and scipy.stats, for expectations and charts not
    asked for here, take half of the import. Nothing here needs them together with it.
    """
    if "great_expectations" in sys.modules:
        return sys.modules["great_expectations"]
    stand_ins: dict[str, Any] = {
        "altair": ModuleType("altair"),
        "pyspark": None,
        "scipy.stats": ModuleType("scipy.stats"),
    }
    hidden = {name: m for name, m in stand_ins.items() if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        return importlib.import_module("great_expectations")
    finally:
        for name in hidden:
            del sys.modules[name]


def validated(
    gate: str, rules: Sequence[Rule], n_findings: dict[str, int]
) -> dict[str, tuple[str, bool]]:
    """Validate that no rule of a gate found anything: a frame with a column for each.

    Return the type of the expectation and whether it was met, by the name of the rule.
    """
    gx = great_expectations()
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    suite = gx.ExpectationSuite(
        name=gate,
        expectations=[
            gx.expectations.ExpectColumnValuesToBeBetween(
                column=rule.name,
                max_value=0,
                severity="warning" if rule.severity == "warning" else "critical",
                notes=rule.why,
                meta={"expected": rule.expected},
            )
            for rule in rules
        ],
    )
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
        batch = (
            context.data_sources.add_pandas("findings")
            .add_dataframe_asset("n_findings")
            .add_batch_definition_whole_dataframe("all")
            .get_batch(batch_parameters={"dataframe": pd.DataFrame([n_findings])})
        )
        results: Any = batch.validate(suite).results
    return {
        result.expectation_config.kwargs["column"]: (
            result.expectation_config.type,
            bool(result.success),
        )
        for result in results
    }
