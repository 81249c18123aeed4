"""Build the mini-world on another engine, in a process of its own.

    python tests/python/engine_builds.py TARGET FOLDER [--panel] [--publish-again BUILD_ID]

composes the mini-world in a folder and builds it there, with half of what lands as a panel
in a folder per year; the variables of the engine are those of the environment. With `-` for
a folder it is the project that is built, with PANEL, and tests of its code are run while
what marts are made of is there. A process of its own, since a session of Spark is one per
process.
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
from pipeline.build.engines import build_on, builds_on, restore_on  # noqa: E402
from pipeline.build.run import build  # noqa: E402
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


def main() -> None:
    """Do what the command line says; print a line of JSON."""
    target, folder, *more = sys.argv[1:]
    if folder == "-":
        Dbt.build = with_tests_of_code(Dbt.build)  # type: ignore[method-assign]
        app(["build", "--target", target, "--panel", os.environ["PANEL"]])
        return
    paths = world(Path(folder))
    panel = str(Path(folder) / "panel") if "--panel" in more else None
    if "--publish-again" in more:
        build_id = more[more.index("--publish-again") + 1]
        changes = restore_on(paths, target, build_id, None)
        print(json.dumps({"build_id": build_id, "changes": changes}))
        return
    if target == "dev":
        built = build(paths, panel=panel)
        print(
            json.dumps(
                {"build_id": built if isinstance(built, str) else built.build_id}
            )
        )
        return
    summary = build_on(paths, target, panel, lambda _: None)
    kept, published = builds_on(paths, target)
    print(
        json.dumps(
            {
                "build_id": summary.build_id,
                "seconds": summary.seconds,
                "n_expectations": summary.n_expectations,
                "changes": summary.changes,
                "kept": list(kept),
                "published": published,
            }
        )
    )


if __name__ == "__main__":
    main()
