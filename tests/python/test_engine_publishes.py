"""Every engine builds, audits and publishes the mini-world alike, and publishes it again.

Without an engine its tests are skipped, except under CI.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from conftest import ROOT, once
from engines import (
    free_port,
    mart_differences,
    ordinary_user,
    postgres_program,
    postgres_server,
    read_postgres,
    require,
)
from mini_world import compose
from spark_servers import JAVA, SETTINGS
from test_how_to import HOW_TO, blocks

SCRIPT = str(ROOT / "tests" / "python" / "engine_builds.py")
# Of the build itself: its id and files, and what is counted over builds.
OF_THE_BUILD = {"dim_build", "dim_build_input", "fct_quality_result",
                "fct_quality_by_build"}  # fmt: skip
GATES = """
    select gate, suite, rule, severity, is_success, n_checked, n_failing
    from quality.fct_quality_result
    where gate <> 'publish'
    order by gate, suite, rule
"""


@dataclass
class Engine:
    """A server that the mini-world is built on."""

    target: str
    folder: Path
    environment: dict[str, str]
    read: Callable[[str], pd.DataFrame]

    def run(self, *models: str) -> dict[str, Any]:
        """Build in a process of its own; return what it says."""
        result = subprocess.run(
            [sys.executable, SCRIPT, self.target, str(self.folder), *models],
            cwd=ROOT,
            env={**os.environ, **self.environment, "DRAWS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
        return json.loads(result.stdout.splitlines()[-1])


@dataclass
class OnDuckDB:
    """The mini-world as DuckDB has it: tables by schema and name, keys, gates."""

    tables: dict[tuple[str, str], pd.DataFrame]
    keys: dict[tuple[str, str], list[str]]
    gates: list[tuple]


@pytest.fixture(scope="module")
def expected(shared: Path) -> OnDuckDB:
    """Build the mini-world on DuckDB, once for all processes."""
    return once(shared / "on_duckdb.pickle", lambda: on_duckdb(shared / "on_duckdb"))


def on_duckdb(folder: Path) -> OnDuckDB:
    """Build the mini-world on DuckDB, its landed figures as a panel."""
    Engine("dev", folder, {}, lambda _: pd.DataFrame()).run()
    file = folder / "warehouse" / "current" / "integration.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        keys: dict[tuple[str, str], list[str]] = {}
        for schema, table, column in connection.execute("""
            select table_schema, table_name, column_name from quality.dim_column
            where key_position is not null order by table_schema, table_name, key_position
        """).fetchall():
            if table not in OF_THE_BUILD:
                keys.setdefault((schema, table), []).append(column)
        tables = {
            (schema, table): connection.sql(f"from {schema}.{table}").df()
            for schema, table in keys
        }
        gates = connection.execute(GATES).fetchall()
    assert len(tables) > 60 and len(gates) > 100
    return OnDuckDB(tables, keys, gates)


def check_whole(engine: Engine, expected: OnDuckDB) -> None:
    """Build twice and publish the first build again; compare all its tables and gates."""
    built = engine.run()
    assert built["published"] == built["second"] != built["first"]
    assert built["first"] in built["kept"]
    assert built["n_compared"] == 2
    (published,) = engine.read("select build_id from quality.dim_build")["build_id"]
    assert published == built["first"]
    builds = "select distinct build_id from quality.fct_quality_by_build"
    assert len(engine.read(builds)) == 1
    differences = [
        f"{schema}.{table}.{message}"
        for (schema, table), frame in expected.tables.items()
        for message in mart_differences(
            frame,
            engine.read(f"select * from {schema}.{table}"),
            expected.keys[schema, table],
        )
    ]
    assert not differences, "\n".join(differences)
    found = engine.read(GATES)
    assert [tuple(row) for row in found.itertuples(index=False)] == expected.gates


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Engine]:
    """Run a PostgreSQL server."""
    require("postgres")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with postgres_server(Path(folder)) as server:
            yield Engine(
                "postgres",
                tmp_path / "mini",
                server,
                lambda sql: read_postgres(server, sql),
            )


@pytest.fixture
def thrift(tmp_path: Path, thrift_server: dict[str, str]) -> Engine:
    """Give a Thrift server, whose folders this process does not know of."""
    from pyhive import hive

    def read(sql: str) -> pd.DataFrame:
        connection = hive.connect(
            host=thrift_server["SPARK_HOST"],
            port=int(thrift_server["SPARK_PORT"]),
            auth="NONE",
        )
        cursor = connection.cursor()
        cursor.execute(sql)
        names = [column[0].split(".")[-1] for column in cursor.description]
        return pd.DataFrame(cursor.fetchall(), columns=names)

    return Engine("spark_cluster", tmp_path / "mini", thrift_server, read)


@pytest.mark.xdist_group("postgres")
def test_postgres(postgres: Engine, expected: OnDuckDB) -> None:
    check_whole(postgres, expected)


@pytest.mark.xdist_group("postgres")
def test_commands_of_the_page_run(tmp_path: Path) -> None:
    """docs/how-to/postgresql.md, from an empty folder to a list of builds."""
    require("postgres")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = compose(Path(folder) / "mini").root
        (home / ".venv").symlink_to((ROOT / ".venv").resolve())
        # The server's programs run as an ordinary user, who writes below warehouse.
        for path in (Path(folder), home, home / "warehouse"):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
        programs = tmp_path / "bin"
        programs.mkdir()
        as_user = f"runuser -u {user} -- " if (user := ordinary_user()) else ""
        for name in ("initdb", "pg_ctl"):
            program = programs / name
            program.write_text(
                f'#!/bin/sh\nexec {as_user}{postgres_program(name)} "$@"\n'
            )
            program.chmod(0o755)
        stop = "pg_ctl --pgdata=warehouse/server --mode=immediate stop || true"
        script = "\n".join(
            [f"trap '{stop}' EXIT", *blocks(HOW_TO / "postgresql.md", "sh")]
        )
        script = script.replace("5433", str(free_port())).replace(
            "make run TARGET=postgres",
            ".venv/bin/python -m pipeline build --target postgres",
        )
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=home,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "DRAWS": "200"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"[-4000:]
    assert "Published build" in done.stdout


@pytest.mark.xdist_group("spark")
def test_spark_through_the_thrift_server_of_a_cluster(
    thrift: Engine, expected: OnDuckDB
) -> None:
    check_whole(thrift, expected)


@pytest.mark.xdist_group("spark")
def test_a_session_on_a_standalone_cluster(
    tmp_path: Path, standalone_cluster: str
) -> None:
    """A master and a worker take the place of threads of this process."""
    engine = Engine(
        "spark",
        tmp_path / "mini",
        {
            "SPARK_MASTER": standalone_cluster,
            "SPARK_DIR": str(tmp_path / "spark"),
            "SPARK_MEMORY": SETTINGS["spark.driver.memory"],
            "SPARK_JAVA_OPTIONS": f"{JAVA} -Dspark.executor.memory=512m",
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        lambda _: pd.DataFrame(),
    )
    said = engine.run("+int_price_level")
    assert said["int_price_level"] == "success" and len(said) > 2
