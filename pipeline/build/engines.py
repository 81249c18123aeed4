"""Build on a shared PostgreSQL server or on Spark, and publish there.

The inputs go through the landing gate, into schemas of the build's own; dbt builds and
tests there, and the mart gate asks the rules that it asks of a DuckDB file. What readers
see changes at the end: on PostgreSQL in one transaction (pipeline/publish/postgres.py), on
Spark by views that are pointed to the new tables, one after another
(pipeline/publish/spark.py).
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import duckdb

from pipeline.build.dbt_runner import Dbt
from pipeline.build.dictionary import dictionary
from pipeline.build.records import (
    fill_quality,
    fill_shapes,
    identity_of,
    rows_of_inputs,
)
from pipeline.build.run import Clock, Progress, stop_on_errors, stop_on_misuse
from pipeline.build.stores import (
    LAYERS,
    PUBLISHED,
    Postgres,
    Server,
    Spark,
    built_on,
    prefix_of,
    server_of,
)
from pipeline.gates.landing_gate import validate_inputs
from pipeline.gates.mart_gate import validate_marts
from pipeline.landing.checked import (
    copy_project,
    fingerprint,
    stop_on_changes,
    stop_on_other_inputs,
)
from pipeline.landing.files import Inputs
from pipeline.landing.landed import landing_variables, load_landing
from pipeline.landing.panel import PANEL_TABLE, Panel, find_panel
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
    from marts.rpt_integration_index
    where scenario_id = 'paper'
    order by year, index_rank
"""
BY_BUILD = """
    select
        build_id, gate, suite, expectation, rule, severity, n_checked, n_failing
    from quality.fct_quality_by_build
"""
TYPES = {
    "VARCHAR": "text",
    "INTEGER": "integer",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


@dataclass
class EngineSummary:
    """What a build on an engine did."""

    build_id: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    n_steps: int = 0
    n_expectations: int = 0
    warnings: list[Problem] = field(default_factory=list)
    index_rows: list[tuple] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


class LostViewsError(PipelineError):
    """Views of users need what the build no longer has; whether they may go is asked."""

    exit_code = 3
    status = "asked"

    def __init__(self, lost: dict[str, str], target: str, build_id: str) -> None:
        """Keep the views, what each needs, and what accepts that they go."""
        self.lost = lost
        self.token = token_of_views(lost)
        self.details = {"token": self.token, "views": lost, "build_id": build_id}
        lines = "".join(f"\n  {view}: {what}" for view, what in lost.items())
        super().__init__(
            f"Not published: {len(lost)} view(s) of users need what this build no longer "
            f"has, and would be dropped. What was published before stays.{lines}\n"
            f"To publish it: .venv/bin/python -m pipeline publish --target {target} "
            f"--restore {build_id} --accept {self.token}"
        )


def token_of_views(lost: dict[str, str]) -> str:
    """Return what accepts that these very views go."""
    return hashlib.sha256(json.dumps(sorted(lost.items())).encode()).hexdigest()[:6]


def build_on(
    paths: Paths,
    target: str,
    panel: str | None,
    progress: Progress,
    accept: str | None = None,
) -> EngineSummary:
    """Check the inputs, build on an engine, audit and publish there.

    `accept` is the token of views that may be dropped.

    Raises:
        GateError: a gate stopped the build; what was published before stays.
        LostViewsError: views of users stand in the way.
        PipelineError: the engine is unknown, not installed or not there; dbt failed.

    """
    require_engine(target)
    stop_on_misuse()
    summary = EngineSummary()
    clock = Clock(summary.seconds, progress)
    clock.start("Landing gate")
    is_of_cluster = target == "spark_cluster" and panel and not Path(panel).exists()
    found = find_panel(panel) if panel and not is_of_cluster else None
    hashes = fingerprint(paths) | (found.hashes if found else {})
    inputs, records, problems = validate_inputs(
        paths, found, has_more=panel is not None and not found
    )
    stop_on_errors("landing", problems)
    stop_on_other_inputs(hashes, inputs)
    identity = identity_of(paths.root, hashes)
    summary.build_id = identity["build_id"]
    prefix = prefix_of(summary.build_id)
    spark_folder(paths)
    with tempfile.TemporaryDirectory() as folder:
        project, logs = Path(folder) / "project", Path(folder)
        dbt = Dbt(paths, copy_project(paths, hashes, project), target)
        server = server_of(dbt)
        with server.lock(), cleared_on_failure(server, prefix):
            clock.start("Landing")
            landed = land(server, prefix, paths, inputs, found or panel)
            variables = landing_variables(landed, has_panel=panel is not None)
            variables["schema_prefix"] = prefix
            clock.start("dbt build")
            summary.n_steps, manifest = dbt.build(variables, progress, keep_in=logs)
            server.insert(f"{prefix}quality.dim_column", dictionary(manifest))
            clock.start("Mart gate")
            built = built_on(server, prefix)
            mart_records, mart_problems = validate_marts(built)
            stop_on_errors("marts", mart_problems)
            summary.warnings = problems + mart_problems
            records += mart_records
            summary.n_expectations = sum(record.is_success for record in records)
            if found:
                found.stop_if_changed()
            stop_on_changes(
                hashes, fingerprint(paths) | (found.hashes if found else {})
            )
            clock.start("Publish")
            fill_shapes(server, built, inputs)
            published = server.published_id()
            before = server.rows(BY_BUILD) if published else []
            n_rows = rows_of_inputs(inputs, found)
            fill_quality(server, built, identity, hashes, n_rows, records, before)
            server.drop_layers(prefix, set(LAYERS) - set(PUBLISHED))
            summary.changes = publish(server, summary.build_id, prefix, accept)
            clock.stop()
        summary.index_rows = server.rows(INDEX)
    return summary


@contextmanager
def cleared_on_failure(server: Server, prefix: str) -> Iterator[None]:
    """Clear away what builds before left, and this one's schemas where it fails.

    A build that is whole stays: it can be published later.
    """
    server.clear()
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):
            if prefix not in {whole for whole, _ in server.whole_builds().values()}:
                server.drop_layers(prefix)
        raise


def publish(
    server: Postgres | Spark, build_id: str, prefix: str, accept: str | None
) -> list[str]:
    """Let readers see a whole build; return in words what changed besides rows.

    Raises:
        LostViewsError: views of users stand in the way.
        PipelineError: the server refused or is gone.

    """
    if isinstance(server, Spark):
        from pipeline.publish.spark import publish_views

        return publish_views(server, prefix)
    import psycopg2

    from pipeline.publish.postgres import DependentsError, publish_tables

    server.connection.autocommit = False
    try:
        try:
            delivery = publish_tables(server.connection, prefix)
        except DependentsError as error:
            asked = LostViewsError(error.dependents, "postgres", build_id)
            if accept != asked.token:
                raise asked from None
            delivery = publish_tables(server.connection, prefix, may_drop=True)
    except psycopg2.Error as error:
        raise PipelineError(
            f"PostgreSQL did not publish: {str(error).strip()}. What was published before "
            "stays; .venv/bin/python -m pipeline publish --target postgres --restore "
            f"{build_id} tries again."
        ) from error
    finally:
        if not server.connection.closed:
            server.connection.autocommit = True
    for table, n_rows in delivery.rows.items():
        if n_rows:
            server.rows(f"vacuum (analyze) {table}")
    return [*delivery.structure, *(f"dropped {view}" for view in delivery.dropped)]


def builds_on(paths: Paths, target: str) -> tuple[dict[str, str], str | None]:
    """Return the builds on a server, code version by id, and which is published."""
    with connected(paths, target) as server:
        whole = server.whole_builds()
        codes = {build_id: code for build_id, (_, code) in whole.items()}
        return codes, server.published_id()


def restore_on(
    paths: Paths, target: str, build_id: str, accept: str | None
) -> list[str]:
    """Publish a whole build that is on a server; return what changed besides rows.

    Raises:
        PipelineError: there is no such build, or the server refused.

    """
    with connected(paths, target) as server, server.lock():
        whole = server.whole_builds()
        if build_id not in whole:
            raise PipelineError(
                f"No build '{build_id}', expected one of [{', '.join(whole) or 'none'}]."
            )
        return publish(server, build_id, whole[build_id][0], accept)


@contextmanager
def connected(paths: Paths, target: str) -> Iterator[Postgres | Spark]:
    """Connect to an engine, to build nothing."""
    require_engine(target)
    stop_on_misuse()
    spark_folder(paths)
    yield server_of(Dbt(paths, paths.root, target))


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


def land(
    server: Server,
    prefix: str,
    paths: Paths,
    inputs: Inputs,
    panel: Panel | str | None,
) -> list[str]:
    """Put what landed, and a panel, into schema landing of a build.

    Rows travel in statements, so that a cluster needs no file of this machine; a panel is
    copied to PostgreSQL, and on Spark it is a view of the files, where the cluster sees
    them.

    The names of the tables are returned, the panel not among them, which is its files or
    its place as a cluster names it.
    """
    schema = f"{prefix}landing"
    with duckdb.connect() as connection:
        landed = load_landing(connection, paths.root, inputs)
        for name in landed:
            cursor = connection.execute(f"from landing.{name}")
            columns = {c[0]: TYPES[str(c[1])] for c in cursor.description or []}
            rows = cursor.fetchall()
            server.create(schema, name, columns)
            server.insert(
                f"{schema}.{name}",
                [dict(zip(columns, row, strict=True)) for row in rows],
            )
    if isinstance(server, Spark) and panel:
        place = panel.path if isinstance(panel, Panel) else panel
        server.show_parquet(schema, PANEL_TABLE, str(place))
    elif isinstance(server, Postgres) and isinstance(panel, Panel):
        server.copy(schema, PANEL_TABLE, panel.query)
    return landed
