"""Build the mini-world on another engine, in a process of its own.

    python tests/python/engine_builds.py TARGET FOLDER [--panel] [--publish-again BUILD_ID]

composes the mini-world in a folder and builds it there, with half of what lands as a panel
in a folder per year; the variables of the engine are those of the environment. A process
of its own, since a session of Spark is one per process.
"""

import json
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "python")]

from mini_world import compose  # noqa: E402

from pipeline.build.engines import build_on, builds_on, restore_on  # noqa: E402
from pipeline.build.run import build  # noqa: E402
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


def main() -> None:
    """Do what the command line says; print a line of JSON."""
    target, folder, *more = sys.argv[1:]
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
