"""Figures as the rules of the landing gate read them, for tests that change them."""

import pandas as pd

from pipeline.inputs import Inputs
from pipeline.rules.relations import relations


def figures(inputs: Inputs) -> pd.DataFrame:
    """Return the rows of `figure` (pipeline/rules): one per figure of what was read."""
    with relations(inputs) as connection:
        return connection.sql("from figure").df()
