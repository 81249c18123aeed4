"""What sentences are made with: the largest, the smallest, names in words."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any

from app import words
from app.data import Row
from app.texts import t


def same(value: float) -> float:
    """Return a number as it is compared."""
    return round(value, 9)


def extreme(
    pick: Callable[[Iterable[float]], float], rows: Iterable[Row], column: str
) -> list[Row]:
    """Return all rows with the largest, or smallest, value of a column."""
    known = [row for row in rows if row[column] is not None]
    best = pick(same(row[column]) for row in known) if known else None
    return [row for row in known if same(row[column]) == best]


highest, lowest = partial(extreme, max), partial(extreme, min)


def named(rows: Iterable[Row], what: str, *, within: bool = False) -> str:
    """Return the names of rows as a list in words, each once."""
    names = dict.fromkeys(words.name(row, what) for row in rows)
    return words.join([words.inline(name) if within else name for name in names])


def known(rows: Iterable[Row], what: str, column: str) -> dict[tuple[str, int], float]:
    """Return the values of a column that are known, by thing and year."""
    return {(row[f"{what}_id"], row["year"]): same(row[column])
            for row in rows if row[column] is not None}  # fmt: skip


def in_one(parts: Sequence[str]) -> str:
    """Return parts of a sentence as one."""
    return t("stop").join(parts) + t("full_stop") if parts else ""


def said(key: str, rows: Collection[Any], **more: Any) -> str:
    """Return a text on how many rows there are; nothing where there are none."""
    return t(key, n=len(rows), **more) if rows else ""
