"""Figures as the rules of the landing gate read them, for tests that change them."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pandas as pd

from pipeline.gates.rules.relations import add, add_figures, relations
from pipeline.landing.files import Inputs


def figures(inputs: Inputs) -> pd.DataFrame:
    """Return the rows of `figure` (pipeline/gates/rules): one per figure that was read."""
    with relations(inputs) as connection:
        return connection.sql("from figure").df()


def reference_tables(inputs: Inputs) -> Inputs:
    """Return what was read without the seeds of figures."""
    kept = {
        name: table
        for name, table in inputs.tables.items()
        if not inputs.schemas[name].is_city_year
    }
    return Inputs(kept, inputs.schemas, [], [])


@contextmanager
def given(
    connection: duckdb.DuckDBPyConnection,
    figures: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
) -> Iterator[None]:
    """Let rules read these figures and tables for a while.

    Args:
        connection: that has the tables that were read, and no figures.
        figures: rows of `figure`.
        tables: those that stand in place of what was read.

    """
    connection.execute("begin")
    try:
        for name, table in tables.items():
            connection.execute(f'drop table "{name}"')
            add(connection, name, table.astype({"row": int}))
        add_figures(connection, figures=figures)
        yield
    finally:
        connection.execute("rollback")
