"""What the YAML says of columns and marts is what the published file has."""

from typing import Any

import duckdb
import pytest

from pipeline.paths import WORKINGS, Paths, connect

PUBLISHED = {"marts", "core", "quality"}
Node = dict[str, Any]


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> list[Node]:
    return [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]


@pytest.fixture(scope="module")
def described(manifest: dict[str, Any]) -> list[Node]:
    kinds = {"model", "seed"}
    return [n for n in manifest["nodes"].values() if n["resource_type"] in kinds]


def test_described_columns_are_the_columns(described: list[Node]) -> None:
    published = Paths.from_environment().published()
    assert published is not None
    with duckdb.connect(str(published / WORKINGS), read_only=True) as connection:
        rows = connection.execute(
            "select table_name, column_name from information_schema.columns"
        ).fetchall()
    actual: dict[str, set[str]] = {}
    for table, column in rows:
        actual.setdefault(table, set()).add(column)
    wrong = {
        node["name"]: sorted(actual[node["alias"]] ^ set(node["columns"]))
        for node in described
        if node["columns"] and actual[node["alias"]] != set(node["columns"])
    }
    assert not wrong


def test_mart_descriptions_are_in_the_database(models: list[Node]) -> None:
    with connect() as connection:
        comments = dict(
            connection.execute(
                "select table_name, comment from duckdb_tables() "
                "where schema_name in ('marts', 'core', 'quality')"
            ).fetchall()
        )
    expected = {
        m["alias"]: m["description"]
        for m in models
        if m["config"]["schema"] in PUBLISHED
    }
    assert all(comments.values())
    assert expected.items() <= comments.items()
