"""What the YAML says of columns and marts is what the published file has."""

from typing import Any

import duckdb
import pytest
from test_manifest import place, published

from pipeline.paths import WORKINGS, Paths, connect

Node = dict[str, Any]


@pytest.fixture(scope="module")
def described(manifest: dict[str, Any]) -> list[Node]:
    kinds = {"model", "seed"}
    nodes = [n for n in manifest["nodes"].values() if n["resource_type"] in kinds]
    return nodes + [n for n in published(manifest) if n not in nodes]


def test_described_columns_are_the_columns(described: list[Node]) -> None:
    build = Paths.from_environment().published()
    assert build is not None
    with duckdb.connect(str(build / WORKINGS), read_only=True) as connection:
        rows = connection.execute(
            "select table_name, column_name from information_schema.columns"
        ).fetchall()
    actual: dict[str, set[str]] = {}
    for table, column in rows:
        actual.setdefault(table, set()).add(column)
    wrong = {
        node["name"]: sorted(actual[place(node)[1]] ^ set(node["columns"]))
        for node in described
        if node["columns"] and actual[place(node)[1]] != set(node["columns"])
    }
    assert not wrong


def test_mart_descriptions_are_in_the_database(manifest: dict[str, Any]) -> None:
    with connect() as connection:
        comments = dict(
            connection.execute(
                "select table_name, comment from duckdb_tables() "
                "where schema_name in ('marts', 'core', 'quality')"
            ).fetchall()
        )
    expected = {place(n)[1]: n["description"] for n in published(manifest)}
    assert all(comments.values())
    assert expected.items() <= comments.items()
