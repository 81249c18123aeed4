"""What the rules about figures say of a panel, beside seeds and landing files.

A figure is judged alike by whichever door it comes: the rows of the panel stand among those
that landed, and the same SQL is run over all of them. What the rules found without the
panel is not said again.
"""

import os
import tempfile

import pandas as pd

from pipeline.gates.panel_gate import run
from pipeline.gates.results import QualityResult
from pipeline.gates.rules import FOLDER, read_rules
from pipeline.gates.rules.relations import add, add_figures, tables
from pipeline.landing.files import MAX_ROWS, Inputs
from pipeline.landing.panel import Panel
from pipeline.landing.problem import Problem
from pipeline.landing.schemas import LANDING_VALUES

# The rows of the panel as a landing file has them: texts, and '' where there is none.
AMONG_LANDED = """
    alter table {landed} rename to landed_row;

    create temp table panel_size as select count(*) as n_rows from {source};

    create temp view {landed} as
    select
        file,
        row,
        value_column,
        city_id,
        year,
        variable_id,
        value,
        unit,
        source_id,
        flag
    from landed_row
    union all
    select
        filename as file,
        file_row_number + 1 as row,
        '' as value_column,
        coalesce(known_alias.city_id, cast(figures.city_id as varchar)) as city_id,
        cast(cast(year as integer) as varchar) as year,
        cast(variable_id as varchar) as variable_id,
        cast(value as varchar) as value,
        cast(unit as varchar) as unit,
        cast(source_id as varchar) as source_id,
        coalesce(cast(flag as varchar), '') as flag
    from {source} as figures
    left join known_alias on cast(figures.city_id as varchar) = known_alias.alias
    where value is not null;
"""


def check_figures(
    panel: Panel, inputs: Inputs, known: list[Problem]
) -> tuple[list[QualityResult], list[Problem]]:
    """Run the rules about figures over those of a panel and all others.

    Return a record per rule, and what the panel adds to the findings. A panel of more than
    MAX_ROWS figures is not asked, and that is said: a million take 20 seconds and 2 GB.
    """
    if (n_rows := sum(panel.n_rows().values())) > MAX_ROWS:
        said = (
            f"{n_rows:,} figures, expected at most {MAX_ROWS:,} for the rules about "
            "figures beside each other (pipeline/gates/rules/figures): those of panels "
            "alone were asked"
        )
        return [], [Problem(str(panel.path), None, None, None, said, "warning")]
    places = pd.DataFrame(
        [(problem.file, problem.row, problem.column) for problem in known],
        columns=["file", "row", "column_name"],
    ).astype({"file": "str", "row": "float", "column_name": "str"})
    records: list[QualityResult] = []
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder, tables(inputs) as connection:
        threads = os.environ.get("DUCKDB_THREADS") or 1
        connection.execute(f"set threads = {threads}; set temp_directory = '{folder}'")
        connection.execute(
            AMONG_LANDED.format(landed=LANDING_VALUES, source=panel.source)
        )
        add_figures(connection, inputs)
        add(connection, "known_place", places)
        for rule in read_rules(FOLDER / "figures"):
            record, found = run(connection, rule, but="known_place")
            records.append(record)
            problems += found
    return records, problems
