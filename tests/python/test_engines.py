"""PostgreSQL and Spark hold the same marts as DuckDB, row by row.

Each engine builds the seeds, a landed region and a partitioned Parquet panel, with the
data tests and tests of the code. Without an engine its test is skipped, except under CI.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from engines import (
    mart_differences,
    postgres_mart,
    postgres_server,
    require,
    run_python,
    spark_mart,
)
from mini_world import locked
from spark_servers import PLAIN_JAVA
from test_landing import FIGURES, land_region
from test_manifest import place, published

from pipeline.paths import WORKINGS
from pipeline.publish.files import keys_of

Marts = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def landing(shared: Path) -> dict[str, str]:
    """Land a region, half of its figures as a panel in a folder per year."""
    folder = shared / "engines"
    with locked(folder.with_suffix(".lock")):
        if not folder.exists():
            land(folder)
    return {
        "LANDING_DIR": str(folder / "landing"),
        "WAREHOUSE_DIR": str(folder / "warehouse"),
        "PANEL": str(folder / "panel"),
        # Few draws say whether they are the same.
        "DRAWS": "200",
    }


def land(folder: Path) -> None:
    """Write the landing files and the panel."""
    land_region(folder / "landing")
    landed = folder / "landing" / "rest.parquet"
    # One of the panel's figures carries flags: it must not be used.
    duckdb.sql(
        f"""
        copy (
            select * replace (
                case
                    when row_number() over (order by city_id, variable_id, year) = 1
                        then 'carried_by_source;suspect_level'
                    else coalesce(flag, '')
                end as flag
            )
            from '{landed}'
        ) to '{folder / "panel"}' (format parquet, partition_by (year))
        """
    )
    landed.unlink()


@pytest.fixture(scope="module")
def expected(
    landing: dict[str, str], manifest: dict[str, Any]
) -> tuple[Marts, dict[str, list[str]]]:
    """Build on DuckDB, once for all processes; return the marts and their keys."""
    build = Path(landing["WAREHOUSE_DIR"]) / "current" / WORKINGS
    with locked(Path(landing["WAREHOUSE_DIR"]).with_suffix(".lock")):
        if not build.exists():
            run_python(["pipeline", "build", "--panel", landing["PANEL"]], landing)
    with duckdb.connect(str(build), read_only=True) as connection:
        keys = {
            mart: key
            for (schema, mart), key in keys_of(connection).items()
            if schema == "marts"
        }
        marts = {
            mart: connection.sql(f"select * from marts.{mart}").df() for mart in keys
        }
    places = map(place, published(manifest))
    assert set(marts) == {name for schema, name in places if schema == "marts"}
    return marts, keys


def build_on(engine: str, environment: dict[str, str]) -> None:
    """Build on an engine as a person does, and run the tests of the code there."""
    # Two engines are built on at once: each has a copy of the project of its own.
    warehouse = Path(environment["WAREHOUSE_DIR"]).with_name(engine)
    environment = {**environment, "WAREHOUSE_DIR": str(warehouse)}
    run_python(["tests.python.engine_builds", engine, "-"], environment)


@pytest.fixture(scope="module")
def on_postgres(landing: dict[str, str]) -> Iterator[dict[str, str]]:
    """Build on a PostgreSQL server of the test's own."""
    require("postgres")
    # Not below pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with postgres_server(Path(folder)) as server:
            build_on("postgres", {**landing, **server})
            yield server


@pytest.fixture(scope="module")
def on_spark(landing: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build in a Spark session with two threads; return the folder of its tables."""
    require("spark")
    folder = tmp_path_factory.mktemp("spark")
    build_on(
        "spark",
        {
            **landing,
            "SPARK_DIR": str(folder),
            "SPARK_MASTER": "local[2]",
            "SPARK_JAVA_OPTIONS": PLAIN_JAVA,
            "SPARK_CODEGEN": "false",
        },
    )
    return folder


def differences(expected: tuple[Marts, dict[str, list[str]]], read) -> list[str]:
    """Return where the marts that `read` gives differ from those of DuckDB."""
    marts, keys = expected
    return [
        f"{mart}.{message}"
        for mart, frame in marts.items()
        for message in mart_differences(frame, read(mart), keys[mart])
    ]


@pytest.mark.xdist_group("postgres")
def test_the_panel_and_its_flags_are_used(
    expected: tuple[Marts, dict[str, list[str]]],
) -> None:
    """What the engines are compared on holds the figures of the panel."""
    fates = expected[0]["fct_observation_fate"]
    landed = fates[fates["source_id"] == "regional_office"]
    assert len(landed) == len(FIGURES) * 6 * 3
    panel = landed[landed["seed_name"] == "panel"]
    assert len(panel) == len(landed) - 90
    assert list(panel[panel["fate"] == "rejected"]["flags"]) == [
        "carried_by_source, suspect_level"
    ]


@pytest.mark.xdist_group("postgres")
def test_postgres_has_the_marts_of_duckdb(
    expected: tuple[Marts, dict[str, list[str]]], on_postgres: dict[str, str]
) -> None:
    wrong = differences(expected, lambda mart: postgres_mart(on_postgres, mart))
    assert not wrong, "\n".join(wrong)


@pytest.mark.xdist_group("spark_session")
def test_spark_has_the_marts_of_duckdb(
    on_spark: Path, expected: tuple[Marts, dict[str, list[str]]]
) -> None:
    wrong = differences(expected, lambda mart: spark_mart(on_spark, mart))
    assert not wrong, "\n".join(wrong)


def test_a_difference_is_found() -> None:
    """The comparison tells apart what must not differ, and nothing else."""
    left = pd.DataFrame(
        {"k": [1, 2], "rank": [1, 2], "x": [0.5, 2e6], "name": ["a", None]}
    )
    assert not mart_differences(left, left.iloc[::-1], ["k"])
    assert not mart_differences(left, left.assign(x=[0.5 + 5e-10, 2e6 + 1e-3]), ["k"])
    for change in (
        {"x": [0.5 + 2e-9, 2e6]},
        {"x": [0.5, 2e6 + 1e-2]},
        {"x": [None, 2e6]},
        {"rank": [1, 3]},
        {"name": ["a", "b"]},
        {"name": [None, None]},
    ):
        messages = mart_differences(left, left.assign(**change), ["k"])
        assert len(messages) == 1 and messages[0].startswith(next(iter(change)))
    assert mart_differences(left, left[:1], ["k"]) == ["1 rows, expected 2"]
