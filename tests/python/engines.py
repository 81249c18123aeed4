"""Start PostgreSQL for a test, build on an engine, and compare marts between engines."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import ROOT

TOLERANCE = 1e-9
USER = "integration"
DATABASE = "integration_index"


def postgres_program(name: str) -> str | None:
    """Return the path of a program of the PostgreSQL server, the newest, or None."""
    on_path = shutil.which(name)
    if on_path:
        return on_path
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else None


def missing_for(engine: str) -> str | None:
    """Return what this machine lacks for an engine, or None."""
    if find_spec(f"dbt.adapters.{engine}") is None:
        return f"the packages of requirements-{engine}.lock are not installed"
    if engine == "postgres" and postgres_program("initdb") is None:
        return "no PostgreSQL server is installed (initdb)"
    if engine == "spark" and shutil.which("java") is None:
        return "no Java is installed"
    return None


def require(engine: str) -> None:
    """Skip the test without its engine; under CI, fail it."""
    if lacking := missing_for(engine):
        message = f"{engine}: {lacking}"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ordinary_user() -> str | None:
    """Return whom to run PostgreSQL as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def postgres_server(folder: Path) -> Iterator[dict[str, str]]:
    """Run a server of its own on loopback; yield the environment that leads to it."""
    user = ordinary_user()
    as_user: dict = {"user": user, "extra_groups": []} if user else {}
    data = folder / "data"
    data.mkdir(parents=True)
    if user:
        shutil.chown(data, user)

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, capture_output=True, cwd=data, timeout=60, **as_user
        )

    port = free_port()
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off "
        f"-c unix_socket_directories={data}"
    )
    control = str(postgres_program("pg_ctl"))
    run(
        str(postgres_program("initdb")), "-D", str(data), "-U", USER, "--auth=trust",
        "--encoding=UTF8", "--locale=C",
    )  # fmt: skip
    run(control, "-D", str(data), "-o", options, "-l", str(data / "log"), "-w", "start")
    try:
        server = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGUSER": USER,
            "PGDATABASE": DATABASE,
        }
        run(
            str(postgres_program("createdb")), "-h", "127.0.0.1", "-p", str(port),
            "-U", USER, DATABASE,
        )  # fmt: skip
        yield server
    finally:
        run(control, "-D", str(data), "-m", "fast", "-w", "stop")


def restart_at_once(folder: Path) -> None:
    """Let a server of `postgres_server` die without a goodbye, and start it again."""
    user = ordinary_user()
    as_user: dict = {"user": user, "extra_groups": []} if user else {}
    control = str(postgres_program("pg_ctl"))
    subprocess.run(
        [control, "-D", str(folder / "data"), "-m", "immediate", "-w",
         "-l", str(folder / "data" / "log"), "restart"],
        check=True, capture_output=True, cwd=folder / "data", timeout=60, **as_user,
    )  # fmt: skip


def run_python(module: list[str], environment: dict[str, str]) -> None:
    """Run a Python module of the project; its output is the message of a failure."""
    result = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env={**os.environ, "DBT_PROFILES_DIR": "profiles", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]


def read_postgres(server: dict[str, str], sql: str) -> pd.DataFrame:
    """Return the rows of a query on PostgreSQL."""
    import psycopg2

    connection = psycopg2.connect(
        host=server["PGHOST"], port=server["PGPORT"], user=USER, dbname=DATABASE
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column.name for column in cursor.description or []]
        frame = pd.DataFrame(cursor.fetchall(), columns=names)
    connection.close()
    return frame


def postgres_mart(server: dict[str, str], mart: str) -> pd.DataFrame:
    """Read a mart from PostgreSQL."""
    return read_postgres(server, f"select * from marts.{mart}")


def spark_mart(folder: Path, mart: str) -> pd.DataFrame:
    """Read a mart of a local Spark session from the files of its one build."""
    files = folder / "build_*_marts.db" / mart / "*.parquet"
    return duckdb.sql(f"select * from read_parquet('{files}')").df()


def mart_differences(
    expected: pd.DataFrame, actual: pd.DataFrame, key: list[str]
) -> list[str]:
    """Compare a mart of two engines row by row; say where they differ.

    Floating-point numbers may differ by 1e-9, relative above 1; all else is the same:
    rows, columns, keys, texts, ranks, counts, booleans, dates and what is null.
    """
    if list(expected) != list(actual):
        return [f"columns {list(actual)}, expected {list(expected)}"]
    if len(expected) != len(actual):
        return [f"{len(actual)} rows, expected {len(expected)}"]
    expected = expected.sort_values(key, ignore_index=True)
    actual = actual.sort_values(key, ignore_index=True)
    messages = []
    for column in expected:
        left, right = expected[column], actual[column]
        if pd.api.types.is_float_dtype(left):
            right = right.astype(float)
            wrong = (left - right).abs() > TOLERANCE * left.abs().clip(lower=1)
        elif pd.api.types.is_datetime64_any_dtype(left):
            right = pd.to_datetime(right)
            wrong = left.notna() & (left != right)
        else:
            wrong = left.notna() & (left.astype(object) != right.astype(object))
        wrong |= left.isna() != right.isna()
        if wrong.any():
            at = wrong.idxmax()
            keys = ", ".join(f"{k} {expected[k][at]}" for k in key)
            messages.append(
                f"{column}: {wrong.sum()} rows differ, the first at {keys}: "
                f"{right[at]!r}, expected {left[at]!r}"
            )
    return messages
