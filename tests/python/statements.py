"""What the tests of sentences share: how a sentence is taken apart, and made-up tables.

Each text that a sentence uses is a statement with values. A check of it, from the numbers
alone, is entered under the text's key; a text without a check fails. Both languages must
state the same.
"""

import random
import re
import shutil
import string
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from app import data, say, texts, words

N_CASES = 60
POOL = (0, 0, 0, 1, 1, 2.5, 2.5, 7, 7 + 1e-12, 31.25, None)
YEARS = (2010, 2015, 2020, 2021)
JOINERS = {"stop", "clauses"}

# What no sentence has: a place left open, no text, two full stops or spaces.
BROKEN = re.compile(r"None(?! of)|nan|\{|[.;。；]{2}|^[.;。；]|  ")

Said = list[tuple[str, dict[str, Any]]]
CHECKS: dict[str, Callable[..., Any]] = {}


def check(*keys: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a check of the statement of a text."""

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        for key in keys:
            CHECKS[key] = function
        return function

    return enter


class Speaker:
    """Makes a sentence in both languages, and finds what it states."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        """Listen to the texts that sentences use; made-up tables go into a database."""
        self.said: Said = []
        self.language = "en"
        self.queries = folder / "queries"
        shutil.copytree(data.QUERIES, self.queries)
        self.marts = duckdb.connect(config={"threads": 1})
        self.made: dict[str, Any] = {}
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.marts.execute(data.MACROS.read_text(encoding="utf-8"))
        self.marts.execute("create schema marts; create schema made_up")
        real = texts.t

        def recorded(key: str, **values: object) -> str:
            text = real(key, **values)
            if key not in JOINERS:
                n = len(self.said)
                filled = {name: filling(values[name], form)
                          for name, form in places_of(key, values)}  # fmt: skip
                self.said[n:] = [(key, {**filled, "text": text})]
            return text

        monkeypatch.setattr(say, "t", recorded)
        monkeypatch.setattr(say, "ask", self.ask)
        monkeypatch.setattr(data, "QUERIES", self.queries)
        monkeypatch.setattr(data, "sql_of", cache(data.sql_of.__wrapped__))
        for module in (texts, words):
            monkeypatch.setattr(module, "language", lambda: self.language)

    def ask(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of a query on the made-up tables, the same in each language."""
        sql = data.sql_of(query)
        filled = {name: values[name] for name in data.PLACE.findall(sql)}
        asked = f"{query} {filled}"
        if asked not in self.answers:
            self.marts.execute(sql, filled)
            names = [column[0] for column in self.marts.description]
            rows = self.marts.fetchall()
            self.answers[asked] = [dict(zip(names, row, strict=True)) for row in rows]
        return self.answers[asked]

    def make_up(self, name: str, rows: Any) -> None:
        """Let a made-up table stand in for a mart, or for the answer of a query."""
        if self.made.get(name) is rows:
            return
        is_new = name not in self.made
        self.made[name] = rows
        self.answers.clear()
        folder, query = name.split(".")
        table = name if folder == "marts" else f"made_up.{folder}_{query}"
        made_up = pd.DataFrame(rows)
        whole = [name for name in made_up if name.endswith("rank")]
        made_up = made_up.astype(dict.fromkeys(whole, "Int64"))
        self.marts.register("rows", made_up)
        self.marts.execute(f"create or replace table {table} as from rows")
        if folder != "marts" and is_new:
            file = self.queries / folder / f"{query}.sql"
            file.write_text(f"select * from {table}", encoding="utf-8")

    def of(self, query: str, tables: dict[str, Any], **values: Any) -> Said:
        """Return the statements of a sentence; both languages must have the same.

        Args:
            query: what says it.
            tables: made-up tables, by the names that the query has for them.
            values: what the query takes.

        """
        for name, rows in tables.items():
            self.make_up(name, rows)
        keys = {}
        for self.language in ("zh", "en"):
            self.said = []
            whole = say.say(query, **values)
            assert not BROKEN.search(whole), whole
            for key, filled in self.said:
                assert filled["text"] in whole, key
            keys[self.language] = [key for key, _ in self.said]
        assert keys["en"] == keys["zh"]
        return self.said


def places_of(key: str, values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the places of a text and the form that each asks for."""
    plain = [
        (name, "") for name, of in values.items() if not isinstance(of, say.Filling)
    ]
    return plain + [
        (name, form or "") for text in (key, f"{key}.1") if text in texts.TEXTS
        for _, name, form, _ in string.Formatter().parse(texts.TEXTS[text][0])
        if name in values
    ]  # fmt: skip


def filling(value: say.Filling, form: str) -> Any:
    """Return what fills a place: a number as it is, all else as it reads."""
    is_number = not form and isinstance(value.value, int | float)
    return value.value if is_number else format(value, form)


def parts(text: str) -> set[str]:
    """Return the names of a list in words."""
    return set(re.split(", | and ", text)) if text else set()


def shows(text: str, value: float, decimals: int = 2) -> bool:
    """Return whether a text shows a number, rounded."""
    number = re.sub(r"[^0-9.\-]", "", str(text).replace("−", "-"))
    return abs(float(number) - value) <= 0.5000001 * 10**-decimals


def shows_share(text: str, share: float) -> bool:
    """Return whether a text shows a share; all is all, and nothing nothing."""
    if text.startswith("<"):
        return 0 < share < 0.01
    if text.startswith(">"):
        return 0.99 < share < 1
    if text in ("0%", "100%"):
        return abs(share - float(text[:-1]) / 100) < 1e-9
    return shows(text, share * 100, 0)


def judge(said: Said, **data: Any) -> None:
    """Check each statement."""
    for key, values in said:
        assert key in CHECKS, f"no check of {key}: {values['text']}"
        assert CHECKS[key](values, **data), (key, values, data)


def ranked(values: pd.Series) -> pd.Series:
    """Return ranks, 1 for the largest; equal ones share the better."""
    return values.round(9).rank(method="min", ascending=False)


def index_table(chance: random.Random) -> pd.DataFrame:
    """Return a made-up index: agglomerations, years, ties, gaps."""
    n = chance.choice((1, 2, 2, 3, 5, 7))
    years = sorted(chance.sample(YEARS, chance.choice((1, 2, 3, 4))))
    pool = chance.choice((POOL, (0,), (None,), (0, 4), (5,), tuple(range(1, 40))))
    gaps = chance.choice((0, 0, 0.2))
    # Some keep their order.
    step = chance.choice((0, 0, 100))
    table = pd.DataFrame(
        [
            {"cluster_id": f"C{c}", "cluster_en": f"K{c}", "cluster_zh": f"群{c}",
             "sort_order": c, "year": year, "n_members": c + 1,
             "integration_index": chance.choice(pool)}
            for c in range(n) for year in years if chance.random() >= gaps
        ]
    )  # fmt: skip
    if table.empty:
        return index_table(chance)
    value = table["integration_index"].astype(float) + table["n_members"] * step
    table["integration_index"] = value
    table["index_rank"] = value.groupby(table["year"]).transform(ranked)
    table["index_change"] = value.groupby(table["cluster_id"]).diff()
    return table


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as the viewer gets it: None where there is nothing, whole ranks."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    for row in rows:
        for name, value in row.items():
            if value is not None and (name.endswith("rank") or name.startswith("n_")):
                row[name] = int(value)
    return rows


def cases() -> range:
    """Return the seeds of the made-up tables."""
    return range(N_CASES)


def dimension_table(chance: random.Random) -> pd.DataFrame:
    """Return made-up dimension scores of some agglomerations and years."""
    n, k = chance.choice((1, 2, 3, 5)), chance.choice((1, 2, 4))
    years = sorted(chance.sample(YEARS, chance.choice((1, 2))))
    pool = chance.choice((POOL, (0,), (3,), tuple(range(1, 40))))
    table = pd.DataFrame(
        [
            {"cluster_id": f"C{c}", "cluster_en": f"K{c}", "cluster_zh": f"群{c}",
             "dimension_id": f"d{d}", "dimension_en": f"D{d}", "dimension_zh": f"维{d}",
             "dimension_number": d, "year": year, "dimension_score": chance.choice(pool)}
            for c in range(n) for d in range(k) for year in years
        ]
    )  # fmt: skip
    score = table["dimension_score"] = table["dimension_score"].astype(float)
    cell = [table["year"], table["dimension_id"]]
    table["dimension_rank"] = score.groupby(cell).transform(ranked)
    return table
