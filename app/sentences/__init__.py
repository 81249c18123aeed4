"""The sentences that say what a page shows: from rows of the marts to a text.

Each holds for whatever the rows are: ties, one agglomeration, years or figures that are
missing, zeros, no change. What does not hold is not said. Nothing here reads or draws.
Numbers are compared to nine decimals, as the marts rank them.
"""

from app.sentences import basic, compare, method, overview, places

__all__ = ["basic", "compare", "method", "overview", "places"]
