"""Build the mini-world on another engine, in a process of its own.

    python tests/python/engine_builds.py TARGET FOLDER [models]

composes the mini-world in a folder and builds it there, with half of what lands as a panel
in a folder per year; on a server it is built again, and the first build published again.
The variables of the engine are those of the environment. With names of models these alone
are built, by dbt. With `-` for a folder it is the project that is built, with PANEL, and
tests of its code are run while what marts are made of is there. A process of its own, since
a session of Spark is one per process.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "python")]

from mini_world import compose  # noqa: E402

from pipeline.build.dbt_runner import TESTS_OF_CODE, Dbt  # noqa: E402
from pipeline.build.engines import (  # noqa: E402
    build_on,
    builds_on,
    connected,
    restore_on,
    spark_folder,
)
from pipeline.build.run import build  # noqa: E402
from pipeline.build.stores import LAYERS, Server, Spark, server_of  # noqa: E402
from pipeline.cli import app  # noqa: E402
from pipeline.paths import Paths  # noqa: E402


def world(folder: Path) -> Paths:
    """Compose the mini-world, its landed figures as a partitioned panel."""
    paths = compose(folder)
    landed = paths.landing / "island_office.csv"
    panel = folder / "panel"
    if landed.exists() and not panel.exists():
        duckdb.sql(
            f"""
            copy (
                select * replace (coalesce(flag, '') as flag)
                from read_csv('{landed}', types = {{'city_id': 'varchar'}})
            ) to '{panel}' (format parquet, partition_by (year))
            """
        )
    landed.unlink(missing_ok=True)
    return paths


def with_tests_of_code(build_models: Callable[..., Any]) -> Callable[..., Any]:
    """Return what builds with dbt, and runs the tests of models and macros then."""

    def build_and_test(dbt: Dbt, variables: dict, *more: Any, **named: Any) -> Any:
        built = build_models(dbt, variables, *more, **named)
        done = dbt.call(["test", "--select", *TESTS_OF_CODE], variables)
        # Hooks are among the results.
        kinds = ("unit_test", "test")
        results = [r for r in done.result.results if r.node.resource_type in kinds]
        assert len(results) >= 45
        wrong = [f"{r.node.name}: {r.message}" for r in results if r.status != "pass"]
        assert not wrong, "\n".join(wrong)
        return built

    return build_and_test


def taken_from_before(build_models: Callable[..., Any]) -> Callable[..., Any]:
    """Return what builds with dbt once; the next build has the tables of that one.

    A second build goes through the gates and is published beside the first; that dbt makes
    the same tables of the same models again says nothing new.
    """
    before: list[tuple[str, Any]] = []

    def build_or_take(dbt: Dbt, variables: dict, *more: Any, **named: Any) -> Any:
        prefix = variables["schema_prefix"]
        if not before:
            before.append((prefix, build_models(dbt, variables, *more, **named)))
            return before[0][1]
        ((first, built),) = before
        # With a seed come the tables that the pipeline fills.
        done = dbt.call(["seed", "--select", "exchange_rates"], variables)
        assert done.success
        server = server_of(dbt)
        for layer in LAYERS:
            server.rows(f"create schema if not exists {prefix}{layer}")
            there = server.tables(prefix + layer)
            for table in set(server.tables(first + layer)) - set(there):
                take(server, f"{first}{layer}.{table}", f"{prefix}{layer}.{table}")
        return built

    return build_or_take


def take(server: Server, one: str, other: str) -> None:
    """Make a table or view of the rows of another."""
    if isinstance(server, Spark):
        server.rows(f"create view {other} as select * from {one}")
    else:
        # With its key and comments, which are published.
        server.rows(f"create table {other} (like {one} including all)")
        server.rows(f"insert into {other} select * from {one}")


def build_twice(paths: Paths, target: str, panel: str) -> dict[str, Any]:
    """Build, build again and publish the first again; return what was published when."""
    drop = Server.drop_layers
    Dbt.build = taken_from_before(Dbt.build)  # type: ignore[method-assign]
    # What the second build takes stays.
    Server.drop_layers = lambda *_: None  # type: ignore[method-assign]
    first = build_on(paths, target, panel, lambda _: None).build_id
    Server.drop_layers = drop  # type: ignore[method-assign]
    second = build_on(paths, target, panel, lambda _: None).build_id
    kept, published = builds_on(paths, target)
    with connected(paths, target) as server:
        counted = "select count(distinct build_id) from quality.fct_quality_by_build"
        ((n_compared,),) = server.rows(counted)
    restore_on(paths, target, first, None)
    return {
        "first": first,
        "second": second,
        "kept": list(kept),
        "published": published,
        "n_compared": n_compared,
    }


def main() -> None:
    """Do what the command line says; print a line of JSON."""
    target, folder, *models = sys.argv[1:]
    if folder == "-":
        Dbt.build = with_tests_of_code(Dbt.build)  # type: ignore[method-assign]
        app(["build", "--target", target, "--panel", os.environ["PANEL"]])
        return
    paths = world(Path(folder))
    panel = str(Path(folder) / "panel")
    if models:
        spark_folder(paths)
        done = Dbt(paths, paths.root, target).call(["build", "--select", *models], {})
        said = {r.node.name: str(r.status) for r in done.result.results}
    elif target == "dev":
        said = {"first": build(paths, panel=panel).build_id}  # type: ignore[union-attr]
    else:
        said = build_twice(paths, target, panel)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
