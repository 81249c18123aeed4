"""Sentences: a query says which text, and what goes into it; here they are put together.

In a row of such a query `say` is a key of the texts, or a list of several; the other
columns fill their places. What fills one is a number, a name in both languages, another
text (with a `say` of its own) or a list of these; the text has how it stands there, as in
{share:percent} or {dimension:inline}. A text that something is missing of is not said.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from app import words
from app.data import Row, ask
from app.texts import ordinal, t

FORMS: dict[str, Callable[[Any], str]] = {
    "": str,
    "inline": words.inline,
    "ordinal": ordinal,
    "signed": words.signed,
    "percent": words.percent,
    "figure": lambda row: words.of_indicator(row["value"], row),
    "value": lambda row: words.figure(row["value"], row["unit"]),
    "with_unit": lambda row: words.with_unit(row["value"], row["unit"]),
    "unit": words.unit_name,
    "percent1": partial(words.percent, decimals=1),
    "status": words.status_text,
    **{str(n): partial(words.number, decimals=n) for n in range(4)},
}
# Of a list: by what its parts are joined, if they are no enumeration.
JOINED = {"clauses": "stop", "commas": "fact.comma"}


class MissingError(Exception):
    """What goes into a text is missing."""


class Filling:
    """What goes into a text."""

    def __init__(self, value: Any) -> None:
        """Keep the value."""
        self.value = value

    def __str__(self) -> str:
        """Return it as it is."""
        return str(self.value)

    def __format__(self, form: str) -> str:
        """Return it as a text asks for it."""
        if text := shown(self.value, form):
            return text
        raise MissingError


def shown(value: Any, form: str) -> str:
    """Return a value as a text asks for it; nothing where there is none."""
    if isinstance(value, list):
        each = [shown(part, "" if form in JOINED else form) for part in value]
        parts = [*dict.fromkeys(filter(None, each))]
        return t(JOINED[form]).join(parts) if form in JOINED else words.join(parts)
    if isinstance(value, dict) and "say" in value:
        return said(value)
    if isinstance(value, dict) and "name_en" in value:
        value = words.name(value, "name")
    return "" if value is None else FORMS[form](value)


def said(row: Row) -> str:
    """Return the texts of a row one after the other."""
    keys = row["say"] if isinstance(row["say"], list) else [row["say"]]
    filled = {name: Filling(value) for name, value in row.items()}
    return words.sentences(*(told(key, filled) for key in keys if key))


def told(key: str, filled: dict[str, Filling]) -> str:
    """Return a text with its places filled; nothing where something is missing."""
    try:
        return t(key, **filled)
    except MissingError:
        return ""


def say(query: str, **values: Any) -> str:
    """Return what a query of queries/ says; what is not given, the reader has chosen."""
    return words.sentences(*map(said, ask(query, **values)))
