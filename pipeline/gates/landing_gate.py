"""The landing gate: every seed and landing file, before anything is computed.

A finding names file, row, column, value and what was expected. Rules that the seeds' YAML
declares (types, keys, references, choices) are read from there; ranges are columns of
variables.csv. Published misprints stay in the seeds: checks of size look at the value of
the correction in their place; a value that is taken out of use is exempt.
"""

from dataclasses import replace

import pandas as pd

from pipeline.gates.panel_figures import check_figures
from pipeline.gates.panel_gate import check_panel
from pipeline.gates.results import QualityResult
from pipeline.gates.rules import FOLDER, STAGES, read_rules, run_rules
from pipeline.gates.rules.relations import (
    add,
    add_cells,
    add_figures,
    run_script,
    tables,
)
from pipeline.landing.files import Inputs
from pipeline.landing.inputs import read_inputs
from pipeline.landing.panel import Panel
from pipeline.landing.problem import Problem
from pipeline.paths import Paths


def validate_inputs(
    paths: Paths, panel: Panel | None = None, *, has_more: bool = False
) -> tuple[Inputs, list[QualityResult], list[Problem]]:
    """Read and check all inputs; return them, a record per rule, and all findings.

    Findings about the form of a file come first: where there are any that stop the build,
    the content is not checked, since it would only repeat them. `has_more` says that there
    are figures that cannot be read from here. Findings name the columns of the files.
    """
    inputs = read_inputs(paths)
    records, problems = checked(inputs, panel, has_more)
    own = inputs.own_columns
    return inputs, records, [
        replace(p, column=own.get(p.file, {}).get(p.column or "", p.column))
        for p in problems
    ]  # fmt: skip


def checked(
    inputs: Inputs, panel: Panel | None, has_more: bool
) -> tuple[list[QualityResult], list[Problem]]:
    """Return a record per rule, and all findings."""
    if inputs.problems:
        return [], inputs.problems
    with tables(inputs) as connection:
        form, *others = STAGES
        add_cells(connection, inputs)
        records, problems = run_rules(connection, read_rules(FOLDER / form))
        if stops(problems):
            return records, problems
        # Of the cells, which are many, only those in a range are asked about again.
        connection.execute(
            "create or replace temp table cell as from cell where kind = 'integer' "
            "or kind = 'double' and not starts_with(file, 'seeds/city_year/')"
        )
        add_figures(connection, inputs)
        city_years = pd.DataFrame({"city_id": [], "year": []})
        if panel:
            in_use = connection.sql("from figure_in_use").df()
            of_panel = check_panel(panel, inputs, in_use)
            records, problems = records + of_panel[0], problems + of_panel[1]
            city_years = of_panel[2]
        add(
            connection,
            "panel_city_year",
            city_years,
            "cast(city_id as varchar) as city_id, cast(year as integer) as year",
        )
        run_script(connection, "limited")
        run_script(connection, "values")
        for stage in others:
            rules = [
                rule
                for rule in read_rules(FOLDER / stage)
                if not (has_more and rule.name == "completeness")
            ]
            more_records, more_problems = run_rules(connection, rules)
            records, problems = records + more_records, problems + more_problems
            if panel and stage == "figures" and not stops(of_panel[1]):
                more_records, more_problems = check_figures(
                    panel, inputs, more_problems
                )
                records, problems = records + more_records, problems + more_problems
    return records, problems


def stops(problems: list[Problem]) -> bool:
    """Whether a finding stops the build."""
    return any(problem.severity == "error" for problem in problems)
