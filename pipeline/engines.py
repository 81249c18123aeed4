"""Build on a shared PostgreSQL server or on Spark: the same models, the same first gate.

There the marts are tables of that engine, replaced one by one; nothing is published, and
the gates before and after are the landing gate and dbt's data tests.
"""

import contextlib
import io
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

from pipeline.build import (
    Progress,
    dbt_arguments,
    landing_variables,
    load_landing,
    panel_files,
    run_dbt,
    stop_on_errors,
    stop_on_misuse,
)
from pipeline.inputs import Problem
from pipeline.landing_gate import validate_inputs
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

    inputs, _, problems = timed("Landing gate", lambda: validate_inputs(paths))
    stop_on_errors("landing", problems)
    summary.warnings = problems
    spark_folder(paths)
    landed = timed("Landing", lambda: land(paths, target, inputs, panel))
    variables = landing_variables(landed, "landing.panel" if panel else None)
    summary.n_steps = timed(
        "dbt build", lambda: run_dbt(paths, variables, progress, target)
    )
    arguments = ["show", "--inline", INDEX, "--limit", "-1", "--output", "json"]
    table = timed("Index", lambda: invoke(paths, target, arguments, variables))
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


def land(paths: Paths, target: str, inputs: Any, panel: str | None) -> list[str]:
    """Put what landed, and a panel, into schema landing of an engine.

    Returns:
        the names of the landed tables, the panel not among them.

    """
    files: dict[str, str] = {}
    folder = paths.warehouse / "landing"
    with duckdb.connect() as connection:
        landed = load_landing(connection, paths.root, inputs)
        for name in landed:
            folder.mkdir(parents=True, exist_ok=True)
            files[name] = str((folder / f"{name}.parquet").absolute())
            connection.execute(
                f"copy landing.{name} to '{files[name]}' (format parquet)"
            )
    if panel:
        is_local = Path(panel).exists()
        files["panel"] = str(Path(panel).absolute()) if is_local else panel
    if files and target == "postgres":
        copy_to_postgres(paths, files)
    elif files:
        for name, location in files.items():
            arguments = {"table": name, "location": location}
            command = ["run-operation", "land_parquet", "--args", str(arguments)]
            invoke(paths, target, command, {})
    return landed


POSTGRES_TYPES = {
    "VARCHAR": "text",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "FLOAT": "double precision",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def copy_to_postgres(paths: Paths, files: dict[str, str]) -> None:
    """Copy Parquet files into schema landing of the server that the profile names.

    All in one transaction: readers see the tables of before or the new ones.

    Raises:
        PipelineError: the server cannot be reached, or a file cannot be read.

    """
    import psycopg2
    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context

    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=str(paths.root / "profiles")), None)
    server = load_profile(str(paths.root), {}, target_override="postgres").credentials
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
            for name, location in files.items():
                copy_table(cursor, name, panel_files(location) or location)
    except (psycopg2.Error, duckdb.Error) as error:
        raise PipelineError(f"Cannot land in PostgreSQL: {error}") from error


def copy_table(cursor: Any, name: str, location: str) -> None:
    """Replace a table of schema landing with the rows of Parquet files.

    Raises:
        PipelineError: a file lacks a column that another has.

    """
    with (
        duckdb.connect() as connection,
        tempfile.NamedTemporaryFile(suffix=".csv") as file,
    ):
        # The types of the first file would hold for all, and round the others.
        rows = connection.read_parquet(
            location, hive_partitioning=True, union_by_name=True
        )
        lacking = connection.execute(
            """
            select file_name, column_name
            from (
                select file_name, list(name) as names
                from parquet_schema(?) group by file_name
            )
            cross join (select unnest(?) as column_name)
            where not list_contains(names, column_name)
                and not contains(file_name, '/' || column_name || '=')
            """,
            [location, rows.columns],
        ).fetchone()
        if lacking:
            file_name, column = lacking
            raise PipelineError(
                f"{file_name}: no column '{column}', other files have it"
            )
        columns = ", ".join(
            f"{column} {POSTGRES_TYPES.get(str(kind), 'text')}"
            for column, kind in zip(rows.columns, rows.types, strict=True)
        )
        rows.write_csv(file.name, header=False)
        cursor.execute(f"drop table if exists landing.{name} cascade")
        cursor.execute(f"create table landing.{name} ({columns})")
        with open(file.name, encoding="utf-8") as text:
            cursor.copy_expert(f"copy landing.{name} from stdin (format csv)", text)
        cursor.execute(f"analyze landing.{name}")


def invoke(
    paths: Paths, target: str, command: list[str], variables: dict[str, Any]
) -> Any:
    """Call dbt in this process and return its result.

    Raises:
        PipelineError: the call failed; the message has what dbt says.

    """
    from dbt.cli.main import dbtRunner

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = dbtRunner().invoke(dbt_arguments(paths, command, target, variables))
    if not result.success:
        raise PipelineError(
            f"dbt {command[0]} failed on {target}: {result.exception or said.getvalue()}"
        )
    return result.result
