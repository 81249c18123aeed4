"""What sentences are made with: the largest, the smallest, names in words."""

from collections.abc import Callable, Iterable

from app import words
from app.data import Row

ESTIMATES = ("interpolated", "carried")


def same(value: float) -> float:
    """Return a number as it is compared."""
    return round(value, 9)


def extreme(
    rows: Iterable[Row], column: str, pick: Callable[[Iterable[float]], float]
) -> list[Row]:
    """Return all rows with the largest, or smallest, value of a column."""
    known = [row for row in rows if row[column] is not None]
    if not known:
        return []
    best = pick(same(row[column]) for row in known)
    return [row for row in known if same(row[column]) == best]


def highest(rows: Iterable[Row], column: str) -> list[Row]:
    """Return all rows with the largest value of a column."""
    return extreme(rows, column, max)


def lowest(rows: Iterable[Row], column: str) -> list[Row]:
    """Return all rows with the smallest value of a column."""
    return extreme(rows, column, min)


def named(rows: Iterable[Row], what: str, *, within: bool = False) -> str:
    """Return the names of rows as a list in words, each once."""
    names = [words.name(row, what) for row in rows]
    return words.join(
        list(dict.fromkeys(words.inline(name) if within else name for name in names))
    )


def is_shared(row: Row, rows: Iterable[Row], rank: str) -> bool:
    """Return whether a row has its rank together with others of its year."""
    return row[rank] is not None and (
        sum(r["year"] == row["year"] and r[rank] == row[rank] for r in rows) > 1
    )
