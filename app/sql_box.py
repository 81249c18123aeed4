"""Run one query of a reader on the published marts, in a process of its own.

The process can be ended whatever the query does: it has limits on time and memory, and
nothing of the viewer's. Its database is in memory and holds the marts alone, so that there
is no folder, no raw figure and no file for a query to find: what DuckDB attaches, or may
read, it also names. Few run at once; who comes later waits, and is told so after a while.
"""

import json
import resource
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

SECONDS = 5
MAX_ROWS = 1000
MAX_COLUMNS = 200
MAX_CELL = 500
# Of an answer: a page of more than that is slow to draw and to scroll.
MAX_BYTES = 1_000_000
MAX_QUERY = 20_000
# What a page shows as it is.
LARGEST = {bool: 2, int: 2**53, float: 1e300}
MEMORY = "512MB"
# Python, DuckDB and its memory, and the texts of one row.
ADDRESS_SPACE = 2_000_000_000
AT_ONCE = 2
WAIT_SECONDS = 8
# No extension is looked for, and no variable of Python.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
CONFINED = {
    **LOCKED,
    "memory_limit": MEMORY,
    "temp_directory": "",
    "secret_directory": "",
    "threads": "1",
}
# What a query begins with; a pivot whose columns DuckDB has to look up can stand in
# other statements too.
QUERY_BEGINS = {"(", "from", "pivot", "pivot_wider", "select", "values", "with"}
UNNAMED = ("duckdb_tables", "query")
CHANGES = {"delete", "insert", "merge", "update"}

slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows, or a reason why not."""

    problem: str = ""
    detail: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    is_cut: bool = False


def run(
    sql: str, build: Path, seconds: int = SECONDS, wait: float = WAIT_SECONDS
) -> Answer:
    """Run a query on the marts of a build; whatever happens, there is an answer."""
    if not sql.strip():
        return Answer(problem="empty")
    if len(sql) > MAX_QUERY:
        return Answer(problem="too_long")
    if not slots.acquire(timeout=wait):
        return Answer(problem="busy")
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__, str(seconds)],
            input=sql.encode("utf-8", "surrogatepass"),
            capture_output=True,
            # Relative names keep the folder out of what a message can say.
            cwd=build / "marts",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
            timeout=seconds + 3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(problem="timeout")
    except OSError:
        return Answer(problem="unreadable")
    finally:
        slots.release()
    try:
        return Answer(**json.loads(done.stdout))
    except (ValueError, TypeError):
        # Killed by the limit on memory or processor time.
        return Answer(problem="stopped")


def answer(sql: str, seconds: int) -> dict[str, Any]:
    """Return the answer as what JSON can hold; runs in the process of its own."""
    connection = duckdb.connect(":memory:", config=CONFINED)
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            return {"problem": "not_one" if statements else "empty"}
        if not is_query(statements[0]):
            return {"problem": "not_select"}
        problem = load_marts(connection, sql)
        if problem:
            return {"problem": "unreadable", "detail": problem}
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            return rows_of(connection.execute(statements[0]))
        finally:
            timer.cancel()
    except duckdb.InterruptException:
        return {"problem": "timeout"}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"problem": "memory"}
    except (duckdb.Error, RuntimeError, UnicodeError) as error:
        return {"problem": "error", "detail": str(error).split("\n\nLINE")[0][:600]}


def is_query(statement: Any) -> bool:
    """Return whether a statement asks and changes nothing."""
    is_select = statement.type == duckdb.StatementType.SELECT
    if not is_select and statement.type != duckdb.StatementType.MULTI:
        return False
    tokens = duckdb.tokenize(statement.query)
    ends = [place for place, _ in tokens[1:]] + [None]
    words = [
        statement.query[begin:end].strip().lower()
        for (begin, kind), end in zip(tokens, ends, strict=True)
        if kind != duckdb.token_type.comment
    ]
    if is_select:
        # What a select names can change something too: with a as (delete from b ...).
        return not any(
            before.endswith("(") and word in CHANGES for before, word in pairwise(words)
        )
    return words[0] in QUERY_BEGINS and CHANGES.isdisjoint(words)


def load_marts(connection: Any, sql: str) -> str:
    """Give the connection the marts, then lock it: no file, address or setting.

    The marts that the query names are loaded; all, where it asks for tables without
    naming them. The others are views of files that nobody may open any more: their
    columns can be listed. What cannot be read is returned.
    """
    connection.execute("attach ':memory:' as integration")
    connection.execute("create schema integration.marts")
    connection.execute("use integration.marts")
    asked = sql.lower()
    takes_all = any(function in asked for function in UNNAMED)
    for file in sorted(Path().glob("*.parquet")):
        kind = "table" if takes_all or file.stem.lower() in asked else "view"
        try:
            connection.execute(f"create {kind} \"{file.stem}\" as from '{file.name}'")
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            return file.name
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return ""


def rows_of(cursor: Any) -> dict[str, Any]:
    """Return names and rows of a result, as many as an answer may have."""
    names = [cut(column[0]) for column in (cursor.description or [])[:MAX_COLUMNS]]
    rows: list[list[Any]] = []
    room = MAX_BYTES - len(json.dumps(names))
    # One by one: a thousand long texts at once would not fit into memory.
    while row := cursor.fetchone():
        shown = [cell(value) for value in row[:MAX_COLUMNS]]
        room -= len(json.dumps(shown))
        if len(rows) == MAX_ROWS or (room < 0 and rows):
            return {"columns": names, "rows": rows, "is_cut": True}
        rows.append(shown)
    return {"columns": names, "rows": rows}


def cell(value: Any) -> Any:
    """Return a value that JSON can hold, long ones cut."""
    largest = LARGEST.get(type(value))
    is_kept = value is None or (largest and abs(value) < largest)
    return value if is_kept else cut(str(value))


def cut(text: str) -> str:
    """Return a text, a long one cut."""
    return text if len(text) <= MAX_CELL else text[:MAX_CELL] + " ..."


def main() -> None:
    """Read a query from standard input, write its answer to standard output."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 2, seconds + 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    try:
        sql = sys.stdin.buffer.read().decode("utf-8")
        result = answer(sql, seconds)
    except UnicodeError:
        result = {"problem": "error", "detail": "The query is not valid text."}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
