"""Run one query of a reader on the published marts, in a process of its own.

The process can be ended whatever the query does: it has limits on time and memory, a
connection without files, network, extensions or settings, and nothing of the viewer's.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 5
MAX_ROWS = 1000
MAX_CELL = 500
MAX_QUERY = 20_000
MEMORY = "512MB"
ADDRESS_SPACE = 3_000_000_000
LOCKED = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": MEMORY,
    "temp_directory": "",
    "threads": "1",
}


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows, or a reason why not."""

    problem: str = ""
    detail: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    is_cut: bool = False


def run(sql: str, database: Path, seconds: int = SECONDS) -> Answer:
    """Run a query and return its answer; whatever happens, it is an answer.

    Args:
        sql: one select statement.
        database: DuckDB file of the published marts.
        seconds: how long the query may take.

    """
    if not sql.strip():
        return Answer(problem="empty")
    if len(sql) > MAX_QUERY:
        return Answer(problem="too_long")
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__, database.name, str(seconds)],
            input=sql.encode("utf-8", "surrogatepass"),
            capture_output=True,
            # Relative names keep the folder out of what a query can see.
            cwd=database.parent,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
            timeout=seconds + 3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(problem="timeout")
    try:
        return Answer(**json.loads(done.stdout))
    except (ValueError, TypeError):
        # Killed by the limit on memory or processor time.
        return Answer(problem="stopped")


def answer(sql: str, database: str, seconds: int) -> dict[str, Any]:
    """Return the answer as what JSON can hold; runs in the process of its own."""
    import threading

    import duckdb

    try:
        connection = duckdb.connect(":memory:", config=LOCKED)
        connection.execute(f"attach '{database}' as warehouse (read_only)")
        connection.execute("use warehouse.marts")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            return {"problem": "not_one" if statements else "empty"}
        if statements[0].type != duckdb.StatementType.SELECT:
            return {"problem": "not_select"}
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            cursor = connection.execute(statements[0])
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchmany(MAX_ROWS + 1)
        finally:
            timer.cancel()
    except duckdb.InterruptException:
        return {"problem": "timeout"}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"problem": "memory"}
    except (duckdb.Error, RuntimeError, UnicodeError) as error:
        return {"problem": "error", "detail": str(error).split("\n\nLINE")[0][:600]}
    return {
        "columns": names[:200],
        "rows": [[cell(value) for value in row[:200]] for row in rows[:MAX_ROWS]],
        "is_cut": len(rows) > MAX_ROWS,
    }


def cell(value: Any) -> Any:
    """Return a value that JSON can hold, long ones cut."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, float) and abs(value) < 1e300:
        return value
    text = str(value)
    return text if len(text) <= MAX_CELL else text[:MAX_CELL] + " ..."


def main() -> None:
    """Read a query from standard input, write its answer to standard output."""
    seconds = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 2, seconds + 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    try:
        sql = sys.stdin.buffer.read().decode("utf-8")
        result = answer(sql, sys.argv[1], seconds)
    except UnicodeError:
        result = {"problem": "error", "detail": "The query is not valid text."}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
