"""Build on a shared PostgreSQL server or on Spark: the same models, the same first gate.

There the marts are tables of that engine, replaced one by one; nothing is published, and
the gates before and after are the landing gate and dbt's data tests.
"""

import json
import os
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from pipeline.build.dbt_runner import Dbt
from pipeline.build.run import Progress, stop_on_errors, stop_on_misuse
from pipeline.gates.landing_gate import validate_inputs
from pipeline.landing.checked import copy_project, fingerprint, stop_on_other_inputs
from pipeline.landing.files import Inputs
from pipeline.landing.landed import landing_variables, load_landing
from pipeline.landing.panel import PANEL_TABLE, Panel, find_panel, literal_path
from pipeline.landing.problem import Problem
from pipeline.paths import Paths, PipelineError, folder_of, variable

# Target of profiles/profiles.yml: the package that it needs, the lock file that has it.
ENGINES = {
    "postgres": ("dbt.adapters.postgres", "postgres"),
    "spark": ("dbt.adapters.spark", "spark"),
    "spark_cluster": ("dbt.adapters.spark", "spark"),
}

INDEX = """
    select cluster_en, cluster_zh, year, integration_index, index_rank
    from {{ ref('rpt_integration_index') }}
    where scenario_id = 'paper'
    order by year, index_rank
"""


@dataclass
class EngineSummary:
    """What a build on an engine did."""

    seconds: dict[str, float] = field(default_factory=dict)
    n_steps: int = 0
    warnings: list[Problem] = field(default_factory=list)
    index_rows: list[tuple] = field(default_factory=list)


def build_on(
    paths: Paths, target: str, panel: str | None, progress: Progress
) -> EngineSummary:
    """Check the inputs, land them, build on an engine and read the index from it.

    Args:
        paths: where things are.
        target: a target of profiles/profiles.yml other than dev.
        panel: Parquet file or folder whose figures join the seeds.
        progress: is told what is under way.

    Raises:
        GateError: the landing gate stopped the build; nothing was loaded.
        PipelineError: the engine is unknown, not installed or not there; dbt failed.

    """
    require_engine(target)
    stop_on_misuse()
    summary = EngineSummary()

    def timed(step: str, work: Callable[[], Any]) -> Any:
        progress(step)
        start = time.perf_counter()
        result = work()
        summary.seconds[step] = time.perf_counter() - start
        return result

    hashes = fingerprint(paths)
    is_of_cluster = target == "spark_cluster" and panel and not Path(panel).exists()
    found = find_panel(panel) if panel and not is_of_cluster else None
    inputs, _, problems = timed(
        "Landing gate",
        lambda: validate_inputs(paths, found, has_more=panel is not None and not found),
    )
    stop_on_errors("landing", problems)
    stop_on_other_inputs(hashes, inputs)
    summary.warnings = problems
    spark_folder(paths)
    with tempfile.TemporaryDirectory() as folder:
        dbt = Dbt(paths, copy_project(paths, hashes, Path(folder)), target)
        landed = timed("Landing", lambda: land(dbt, inputs, found or panel))
        variables = landing_variables(landed, has_panel=panel is not None)
        summary.n_steps = timed("dbt build", lambda: dbt.build(variables, progress))
        command = ["show", "--inline", INDEX, "--limit", "-1", "--output", "json"]
        table = timed("Index", lambda: dbt.run(command, variables))
    if found:
        found.stop_if_changed()
    summary.index_rows = [tuple(row) for row in table.results[0].agate_table.rows]
    return summary


def require_engine(target: str) -> None:
    """Raise when a target is unknown or its package is not installed."""
    if target not in ENGINES:
        raise PipelineError(
            f"--target is '{target}', expected one of [dev, {', '.join(ENGINES)}]"
        )
    package, extra = ENGINES[target]
    if find_spec(package) is None:
        raise PipelineError(
            f"The target {target} needs packages that are not installed: "
            f"make TARGET={target} installs them, from requirements-{extra}.lock."
        )


def spark_folder(paths: Paths) -> None:
    """Make the folder of a local Spark session and let the profile know of it."""
    folder = folder_of(paths.root, "SPARK_DIR", str(paths.warehouse / "spark"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["SPARK_DIR"] = str(folder)
    if variable("SPARK_MASTER", "local").startswith("local"):
        # Else it listens on the machine's address, though nobody else is to come.
        os.environ["SPARK_LOCAL_IP"] = variable("SPARK_LOCAL_IP", "127.0.0.1")


def land(dbt: Dbt, inputs: Inputs, panel: Panel | str | None) -> list[str]:
    """Put what landed, and a panel, into schema landing of an engine.

    Args:
        dbt: dbt on the target.
        inputs: what the gate read.
        panel: its files, or its place as a cluster names it.

    Returns:
        the names of the landed tables, the panel not among them.

    """
    files: dict[str, Path | Panel | str] = {}
    folder = dbt.paths.warehouse / "landing"
    with duckdb.connect() as connection:
        landed = load_landing(connection, dbt.paths.root, inputs)
        for name in landed:
            folder.mkdir(parents=True, exist_ok=True)
            landing_file = (folder / f"{name}.parquet").absolute()
            target = str(landing_file).replace("'", "''")
            connection.execute(f"copy landing.{name} to '{target}' (format parquet)")
            files[name] = landing_file
    if panel:
        files[PANEL_TABLE] = panel
    if files and dbt.target == "postgres":
        copy_to_postgres(
            dbt,
            {
                name: file.query
                if isinstance(file, Panel)
                else f"from read_parquet({literal_path(Path(file))})"
                for name, file in files.items()
            },
        )
    elif files:
        for name, file in files.items():
            location = str(file.path if isinstance(file, Panel) else file)
            arguments = json.dumps({"table": name, "location": location})
            dbt.run(["run-operation", "land_parquet", "--args", arguments], {})
    return landed


POSTGRES_TYPES = {
    "VARCHAR": "text",
    "INTEGER": "integer",
    "DOUBLE": "double precision",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def copy_to_postgres(dbt: Dbt, queries: dict[str, str]) -> None:
    """Copy the rows of queries into schema landing of the server that the profile names.

    All in one transaction: readers see the tables of before or the new ones.

    Raises:
        PipelineError: the server cannot be reached, or a file cannot be read.

    """
    import psycopg2
    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context

    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=str(dbt.project / "profiles")), None)
    server: Any = load_profile(
        str(dbt.project), {}, target_override="postgres"
    ).credentials
    try:
        with (
            psycopg2.connect(
                host=server.host,
                port=server.port,
                user=server.user,
                password=server.password,
                dbname=server.database,
            ) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("create schema if not exists landing")
            for name, query in queries.items():
                copy_table(cursor, name, query)
    except (psycopg2.Error, duckdb.Error) as error:
        raise PipelineError(f"Cannot land in PostgreSQL: {error}") from error


def copy_table(cursor: Any, name: str, query: str) -> None:
    """Replace a table of schema landing with the rows of a query on files."""
    with (
        duckdb.connect() as connection,
        tempfile.NamedTemporaryFile(suffix=".csv") as file,
    ):
        rows = connection.sql(query)
        columns = ", ".join(
            f"{column} {POSTGRES_TYPES[str(kind)]}"
            for column, kind in zip(rows.columns, rows.types, strict=True)
        )
        rows.write_csv(file.name, header=False)
        cursor.execute(f"drop table if exists landing.{name} cascade")
        cursor.execute(f"create table landing.{name} ({columns})")
        with open(file.name, encoding="utf-8") as text:
            cursor.copy_expert(f"copy landing.{name} from stdin (format csv)", text)
        cursor.execute(f"analyze landing.{name}")
