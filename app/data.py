"""What the pages ask of the published marts: the files of queries/, and where they run.

A query is a file of SQL, `$name` where a value goes in; its first lines say what it gives.
Answers are kept per build: where warehouse/current leads is looked up once for each page
that is drawn, so that a new publish shows at once and no page mixes two. Answers are shared
by all readers; nobody changes them.

    python -m app.data overview/index reading=paper     # run one, from the command line
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from app.sql_box import LOCKED
from pipeline.paths import DUCKDB_FILE, Paths, PipelineError

Row = dict[str, Any]

QUERIES = Path(__file__).parent / "queries"
MACROS = Path(__file__).with_name("macros.sql")
PLACE = re.compile(r"\$([a-z_]+)")
# Another query that one selects from: overview.index is overview/index.
QUERY = re.compile(r"\b(from|join) ([a-z_]+)\.(\w+)")
# The reading that all others are compared with, and the one of all single years.
PAPER, EVERY_YEAR = "paper", "every_year"
# A thread draws one page at a time.
of_page: ContextVar[Path | None] = ContextVar("of_page", default=None)


class NoAnswerError(Exception):
    """The published build cannot be asked."""


class NothingPublishedError(NoAnswerError):
    """No build is published."""


class UnreadableError(NoAnswerError):
    """The published file cannot be opened."""


class MissingMartError(NoAnswerError):
    """The published build lacks a mart, a column or rows that a page needs."""


def current_build() -> Path:
    """Return the folder of the build that the page shows, or else of the published one.

    It is named as the build is.
    """
    if folder := of_page.get():
        return folder
    try:
        folder = Paths.from_environment().published()
    except PipelineError as error:
        raise UnreadableError(str(error)) from error
    if folder is None:
        raise NothingPublishedError
    return folder


@contextmanager
def one_build() -> Iterator[None]:
    """Keep what is drawn within to the build that is published as it begins."""
    before = of_page.set(current_build())
    try:
        yield
    finally:
        of_page.reset(before)


def damage() -> str:
    """Return what of the published build is not as it was published; nothing where all is.

    What was read of a damaged build is forgotten: it may be mended in its place.
    """
    from pipeline.publish.builds import verify

    folder = current_build()
    problems = verify(folder)
    if problems:
        for remembered in (connection, rows_of):
            remembered.cache_clear()
    return problems[0].replace(f"{folder}/", "") if problems else ""


@lru_cache(maxsize=2)
def connection(folder: str) -> duckdb.DuckDBPyConnection:
    """Return the one connection to a build; each query takes a cursor of its own."""
    file = f"{folder}/{DUCKDB_FILE}".replace("'", "''")
    try:
        opened = duckdb.connect(":memory:", config={**LOCKED, "threads": "2"})
        # Attached, so that others in this process can open the file as they like.
        opened.execute(f"attach '{file}' as warehouse (read_only)")
        opened.execute(MACROS.read_text(encoding="utf-8"))
        opened.execute("set enable_external_access = false")
        opened.execute("set lock_configuration = true")
        return opened
    except duckdb.Error as error:
        raise UnreadableError(str(error).splitlines()[0]) from error


def cursor_of(folder: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the marts of a build."""
    cursor = connection(folder).cursor()
    # Marts there, macros here.
    cursor.execute("set search_path = 'warehouse.main,memory.main'")
    return cursor


@lru_cache(maxsize=3000)
def rows_of(folder: str, sql: str, values: tuple[tuple[str, Any], ...]) -> list[Row]:
    """Return the rows of a query on a build."""
    with cursor_of(folder) as cursor:
        try:
            cursor.execute(sql, dict(values))
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise MissingMartError(str(error).splitlines()[0]) from error
        columns = [column[0] for column in cursor.description or []]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def names() -> list[str]:
    """Return the queries, each named by its folder and file, such as overview/index."""
    files = QUERIES.rglob("*.sql")
    return sorted(f.relative_to(QUERIES).with_suffix("").as_posix() for f in files)


@cache
def sql_of(name: str) -> str:
    """Return the SQL of a query; queries that it selects from stand in it."""

    def whole(found: re.Match[str]) -> str:
        word, folder, query = found.groups()
        is_one = (QUERIES / folder / f"{query}.sql").exists()
        return f"{word} (\n{sql_of(f'{folder}/{query}')})" if is_one else found[0]

    text = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    return QUERY.sub(whole, text)


def ask(name: str, **values: Any) -> list[Row]:
    """Return the rows of a query of queries/; what is not given, the reader has chosen."""
    sql = sql_of(name)
    filled = {place: values[place] if place in values else st.session_state[place]
              for place in PLACE.findall(sql)}  # fmt: skip
    return rows_of(str(current_build()), sql, tuple(sorted(filled.items())))


def column(name: str, what: str, **values: Any) -> list[Any]:
    """Return one column of a query of queries/."""
    return [row[what] for row in ask(name, **values)]


def is_stale() -> bool:
    """Return whether inputs or code have changed since the build; looks once a minute."""
    return stale_at(str(current_build()), int(time.monotonic() / 60))


@lru_cache(maxsize=4)
def stale_at(folder: str, minute: int) -> bool:
    """Return whether inputs or code differ from those of a build, as of a minute."""
    from pipeline.landing.checked import fingerprint, without_panel
    from pipeline.publish.builds import read_record

    try:
        hashes = without_panel(read_record(Path(folder))["fingerprints"])
        return hashes != fingerprint(Paths.from_environment())
    except (OSError, PipelineError):
        return False


# What several pages ask.


def clusters() -> list[Row]:
    """Return the agglomerations of all membership schemes, in order."""
    return ask("shared/clusters", scheme=None)


def reading_row(reading: str | None = None) -> Row:
    """Return a reading, by default the chosen one, with its choices."""
    (row,) = ask("shared/reading", **({"reading": reading} if reading else {}))
    return row


def scheme_of(reading: str) -> str:
    """Return the membership scheme of a reading; that of the chosen one is `scheme`."""
    return reading_row(reading)["membership_scheme_id"]


def reading_years(**reading: str) -> list[int]:
    """Return the years for which a reading is computed; none where nothing can be."""
    return column("shared/reading_years", "year", **reading)


def main() -> None:
    """Run the query that the command line names, and print its rows."""
    if len(sys.argv) < 2 or sys.argv[1] not in names():
        sys.exit("Name a query:\n  " + "\n  ".join(names()))
    sql = sql_of(sys.argv[1])
    given = dict(text.partition("=")[::2] for text in sys.argv[2:])
    # What is not given is null: most queries then have no row.
    values = {name: given.get(name) for name in PLACE.findall(sql)}
    with cursor_of(str(current_build())) as cursor:
        print(cursor.execute(sql, values).fetch_df().to_string(index=False))


if __name__ == "__main__":
    main()
