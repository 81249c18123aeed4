"""A finding about an input, as the person at the terminal reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

# Names that a list shows before it counts the others.
SHOWN = 3


@dataclass(frozen=True)
class Problem:
    """A finding about an input: where it is, what is there and what was expected."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    severity: str = "error"

    def __str__(self) -> str:
        """Return the finding in one line."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        if self.value is None:
            return printable(f"{place}: {self.rule}")
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return printable(f"{place}: '{shown}': {self.rule}")


def counted(n: int, noun: str) -> str:
    """Return a number of things in words: 1 row, 2 rows."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def printable(text: str) -> str:
    """Return a text in one line, control characters as escapes: a terminal obeys them."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def shown(names: Iterable[str]) -> str:
    """Return the first of some names, and how many more there are."""
    names = list(names)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
