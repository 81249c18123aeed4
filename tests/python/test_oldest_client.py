"""The oldest DuckDB that the docs name opens what this project writes.

The clients are installed by `make test` into .venv-oldest, apart from the newer DuckDB that
builds. Without them the tests are skipped, except under CI.
"""

import json
import os
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, copy_project, run_dbt

from pipeline.paths import DUCKDB_FILE, Paths

CLIENTS = ROOT / ".venv-oldest" / "bin"

# Prints the rows and the filled cells of each mart, in the file and in Parquet.
COUNT = """
import json, pathlib, sys, duckdb
build = pathlib.Path(sys.argv[1])
counts = {}
with duckdb.connect(str(build / sys.argv[2]), read_only=True) as warehouse:
    for (mart,) in warehouse.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts'"
    ).fetchall():
        for what in (f"marts.{mart}", f"read_parquet('{build}/marts/{mart}.parquet')"):
            counts[what.split("/")[-1]] = warehouse.execute(
                f"select count(*), count(columns(*)) from {what}"
            ).fetchone()
print(duckdb.__version__, json.dumps(counts, sort_keys=True))
"""


@pytest.fixture
def published() -> Path:
    """Return the published build; skip without the old clients."""
    if not (CLIENTS / "duckdb").exists():
        message = f"{CLIENTS} is not there: make test installs it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    build = Paths.from_environment().published()
    assert build is not None, "Nothing is published: run make run before the tests."
    return build


def said_by(command: list[str]) -> str:
    """Return what a client prints."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


def documented_query() -> str:
    """Return the query that the docs give for DuckDB's command line."""
    start = 'duckdb -readonly warehouse/integration.duckdb "'
    return (ROOT / "README.md").read_text().split(start)[1].split('"')[0]


def test_the_first_query_of_the_readme(published: Path) -> None:
    client = str(CLIENTS / "duckdb")
    file = str(published / DUCKDB_FILE)
    rows = json.loads(said_by([client, "-readonly", "-json", file, documented_query()]))
    with duckdb.connect(file, read_only=True) as connection:
        relation = connection.sql(documented_query())
        expected = [
            dict(zip(relation.columns, r, strict=True)) for r in relation.fetchall()
        ]
    assert rows == expected and len(rows) >= 15


def test_every_mart_is_read_whole(published: Path) -> None:
    script = ["-c", COUNT, str(published), DUCKDB_FILE]
    version, old = said_by([str(CLIENTS / "python"), *script]).split(" ", 1)
    _, new = said_by([str(ROOT / ".venv" / "bin" / "python"), *script]).split(" ", 1)
    assert version == "1.5.0"
    assert json.loads(old) == json.loads(new) and len(json.loads(old)) > 100


def test_what_dbt_alone_creates_opens_too(published: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    run_dbt(project, "seed", "--select", "sources")
    file = str(project / "warehouse" / "dev.duckdb")
    query = "select count(*) as n from marts.dim_source"
    (row,) = json.loads(
        said_by([str(CLIENTS / "duckdb"), "-readonly", "-json", file, query])
    )
    assert row["n"] > 0
