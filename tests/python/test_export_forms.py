"""Each form of an export holds every row, its texts and its keys, and opens elsewhere."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipeline.paths import Paths
from pipeline.publish.export import export
from pipeline.publish.forms import NAME, Stored, stored_tables


@pytest.fixture(scope="module")
def paths(mini_world: Path) -> Paths:
    """Return the warehouse of the mini-world."""
    return replace(Paths.from_environment(), warehouse=mini_world.parents[1])


@pytest.fixture(scope="module")
def tables(mini_world: Path) -> list[Stored]:
    return stored_tables(mini_world)


def count(table: Stored) -> int:
    ((n,),) = duckdb.execute(
        "select count(*) from read_parquet(?)", [str(table.file)]
    ).fetchall()
    return n


def test_parquet_has_texts_and_keys_in_its_metadata(tables: list[Stored]) -> None:
    assert len(tables) > 65
    for table in tables:
        metadata = dict(
            duckdb.execute(
                "select decode(key), decode(value) from parquet_kv_metadata(?)",
                [str(table.file)],
            ).fetchall()
        )
        assert metadata["description"].startswith("One row per ")
        assert json.loads(metadata["primary_key"]) == table.key
        texts = {column.name: column.text for column in table.columns}
        assert json.loads(metadata["columns"]) == texts and all(texts.values())


def test_a_workbook_of_the_core(
    paths: Paths, tables: list[Stored], tmp_path: Path
) -> None:
    export(paths, tmp_path / "out", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "out" / f"{NAME}.xlsx")
    core = [table for table in tables if table.schema == "core"]
    names = [table.name.removeprefix("core_") for table in core]
    assert book.sheetnames == ["about", "dictionary", *names]
    assert paths.published().name in str(book["about"]["A1"].value)  # type: ignore[union-attr]
    header, *rows = book["dictionary"].iter_rows(values_only=True)
    assert len(rows) == sum(len(table.columns) for table in core)
    assert all(row[header.index("description")] for row in rows)
    for table, name in zip(core, names, strict=True):
        sheet = book[name]
        assert sheet.max_row == count(table) + 1
        assert [cell.value for cell in sheet[1]] == [c.name for c in table.columns]
        cells = (cell for row in sheet.iter_rows() for cell in row)
        assert not any(cell.data_type == "f" for cell in cells)


def test_a_sqlite_file_with_keys_and_relations(
    paths: Paths, tables: list[Stored], tmp_path: Path
) -> None:
    export(paths, tmp_path / "out", "sqlite")
    connection = sqlite3.connect(tmp_path / "out" / f"{NAME}.sqlite")
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    n_relations = 0
    for table in tables:
        ((n,),) = connection.execute(f"select count(*) from {table.name}").fetchall()
        assert n == count(table)
        keys = connection.execute(f"pragma table_info({table.name})").fetchall()
        assert {row[1] for row in keys if row[5]} == set(table.key)
        of_table = connection.execute(f"pragma foreign_key_list({table.name})")
        n_relations += len(of_table.fetchall())
    assert n_relations > 100
    ((name,),) = connection.execute(
        "select cluster_zh from core_cluster where cluster_id = 'SHO'"
    ).fetchall()
    assert name == "海城群"
    connection.close()


def test_a_data_package_is_what_it_says(paths: Paths, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(paths, folder, "package")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] and package["sources"]
    resources = {r["name"]: r for r in package["resources"]}
    assert len(resources) > 60
    read = "read_csv(?, header = true, all_varchar = true)"
    for resource in resources.values():
        path = folder / resource["path"]
        assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(names)
        assert all(field["description"] for field in schema["fields"])
        key = ", ".join(schema["primaryKey"])
        ((n, n_keys),) = duckdb.execute(
            f"select count(*), count(distinct ({key})) from {read}", [str(path)]
        ).fetchall()
        # A mart may be empty: the cities have no other names and no outlines.
        empty = ("dim-city-alias", "dim-city-shape", "dim-cluster-shape")
        assert n == n_keys and (n > 0 or resource["name"] in empty)
        for reference in schema.get("foreignKeys", []):
            other = resources[reference["reference"]["resource"] or resource["name"]]
            (column,), (to,) = reference["fields"], reference["reference"]["fields"]
            assert to in other["schema"]["primaryKey"]
            orphans = duckdb.execute(
                f"select {column} from {read} where {column} is not null and {column} "
                f"not in (select {to} from {read})",
                [str(path), str(folder / other["path"])],
            ).fetchall()
            assert not orphans, (resource["name"], reference)


@pytest.mark.parametrize("form", ["csv", "both"])
def test_the_core_is_among_the_files(paths: Paths, tmp_path: Path, form: str) -> None:
    export(paths, tmp_path / "out", form)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"core_city.csv", "fct_integration_index.csv", "dim_build.csv"} <= names
    # An export of another form takes its place.
    export(paths, tmp_path / "out", "xlsx")
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {f"{NAME}.xlsx", "export.json"}
