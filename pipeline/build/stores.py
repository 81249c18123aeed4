"""Where a build is made: a DuckDB file, PostgreSQL or Spark; rows in and out.

On a server a build has schemas that nobody reads, `build_<id>_raw` to `build_<id>_marts`.
It is whole once `build_<id>_quality.dim_build` has its row, which is written last; what is
not whole is of a build that was stopped, and is cleared away by the next.
"""

import json
import os
import re
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, ClassVar

import duckdb
import pandas as pd

from pipeline.build.dbt_runner import Dbt
from pipeline.gates.mart_gate import Built, references_of
from pipeline.paths import PipelineError

LAYERS = ("landing", "raw", "staging", "intermediate", "marts", "core", "quality")
PUBLISHED = ("marts", "core", "quality")
KEEP_BUILDS = 3
# Spark has no lock that says whether another machine is at it.
LONGEST_BUILD = timedelta(days=1)
# Of a statement that carries rows to Spark.
CHUNK_BYTES = 1_000_000


def prefix_of(build_id: str) -> str:
    """Return what the schemas of a build are called before the name of their layer."""
    return f"build_{re.sub('[^a-z0-9]', '_', build_id.lower())}_"


def credentials_of(dbt: Dbt) -> Any:
    """Return what the profile says of a target, as dbt reads it."""
    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context

    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=str(dbt.project / "profiles")), None)
    return load_profile(str(dbt.project), {}, target_override=dbt.target).credentials


Row = dict[str, Any]


class Store:
    """Where a build is made: what runs SQL and takes rows."""

    text = "varchar"
    floating = "double"

    def rows(self, sql: str) -> list[tuple]:
        """Run a statement; return its rows."""
        raise NotImplementedError

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows into a table, by the names of their columns."""
        raise NotImplementedError


class DuckDBFile(Store):
    """The private file of a build."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Work on a connection; the caller closes it."""
        self.connection = connection

    def rows(self, sql: str) -> list[tuple]:
        """Run a statement; return its rows."""
        return self.connection.execute(sql).fetchall()

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows into a table, by the names of their columns."""
        if rows:
            self.connection.register("inserted_rows", pd.DataFrame(rows))
            self.connection.execute(f"insert into {table} by name from inserted_rows")
            self.connection.unregister("inserted_rows")


class Server(Store):
    """A connection to another engine than DuckDB."""

    types: ClassVar[dict[str, str]] = {}
    storage = ""

    def schemas(self) -> list[str]:
        """Return the names of all schemas."""
        raise NotImplementedError

    def tables(self, schema: str) -> list[str]:
        """Return the names of tables and views of a schema; none if it does not exist."""
        raise NotImplementedError

    def columns(self, schema: str, table: str) -> dict[str, str]:
        """Return the columns of a table with their types."""
        raise NotImplementedError

    def create(self, schema: str, name: str, columns: dict[str, str]) -> None:
        """Create a table, its types as YAML names them, and its schema if need be."""
        self.rows(f"create schema if not exists {schema}")
        declared = ", ".join(f"{c} {self.types.get(k, k)}" for c, k in columns.items())
        self.rows(f"create table {schema}.{name} ({declared}) {self.storage}")

    def drop_layers(self, prefix: str, layers: Iterable[str] = LAYERS) -> None:
        """Drop schemas of a build."""
        for layer in layers:
            self.rows(f"drop schema if exists {prefix}{layer} cascade")

    def whole_builds(self) -> dict[str, tuple[str, str]]:
        """Return the whole builds, the newest first: prefix and code version by id."""
        found = {}
        for schema in self.schemas():
            if schema.startswith("build_") and schema.endswith("_quality"):
                prefix = schema.removesuffix("quality")
                if "dim_build" not in self.tables(schema):
                    continue
                for build_id, code in self.rows(
                    f"select build_id, code_version from {schema}.dim_build"
                ):
                    found[build_id] = (prefix, code)
        return dict(sorted(found.items(), reverse=True))

    def published_id(self) -> str | None:
        """Return the id of the published build, or None."""
        if "dim_build" not in self.tables("quality"):
            return None
        rows = self.rows("select build_id from quality.dim_build")
        return rows[0][0] if rows else None

    def clear(self) -> None:
        """Drop what builds that were stopped left, and whole ones beyond those kept."""
        whole = self.whole_builds()
        published = self.published_id()
        kept = {whole[b][0] for b in list(whole)[:KEEP_BUILDS] if b in whole}
        kept |= {whole[published][0]} if published in whole else set()
        known = {prefix for prefix, _ in whole.values()}
        for schema in self.schemas():
            found = re.fullmatch(rf"(build_.*_)({'|'.join(LAYERS)})", schema)
            prefix = found[1] if found else ""
            if prefix in kept or not prefix:
                continue
            if prefix in known or self.is_left(prefix):
                self.rows(f"drop schema if exists {schema} cascade")

    def is_left(self, prefix: str) -> bool:
        """Whether a build that is not whole is no longer under way."""
        return True


class Postgres(Server):
    """A PostgreSQL server."""

    text = "text"
    floating = "double precision"
    types: ClassVar[dict[str, str]] = {"double": "double precision"}

    def __init__(self, dbt: Dbt) -> None:
        """Connect.

        Raises:
            PipelineError: the server cannot be reached.

        """
        import psycopg2

        server = credentials_of(dbt)
        try:
            self.connection = psycopg2.connect(
                host=server.host,
                port=server.port,
                user=server.user,
                password=server.password,
                dbname=server.database,
                application_name="integration_index",
            )
        except psycopg2.Error as error:
            raise PipelineError(f"Cannot reach PostgreSQL: {error}") from error
        self.connection.autocommit = True

    def rows(self, sql: str) -> list[tuple]:
        """Run a statement; return its rows.

        Raises:
            PipelineError: the server refuses it, or is gone.

        """
        import psycopg2

        try:
            with self.connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        except psycopg2.Error as error:
            raise PipelineError(
                f"PostgreSQL failed: {str(error).strip()}. What was published before stays."
            ) from error

    def schemas(self) -> list[str]:
        """Return the names of all schemas."""
        return [name for (name,) in self.rows("select nspname from pg_namespace")]

    def tables(self, schema: str) -> list[str]:
        """Return the names of tables and views of a schema; none if it does not exist."""
        query = (
            f"select relname from pg_class where relkind in ('r', 'p', 'v') and "
            f"relnamespace = (select oid from pg_namespace where nspname = '{schema}')"
        )
        return [name for (name,) in self.rows(query)]

    def columns(self, schema: str, table: str) -> dict[str, str]:
        """Return the columns of a table with their types."""
        return dict(
            self.rows(
                "select attname, format_type(atttypid, atttypmod) from pg_attribute "
                f"where attrelid = '{schema}.{table}'::regclass and attnum > 0 "
                "and not attisdropped"
            )
        )

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows into a table, by the names of their columns."""
        from psycopg2.extras import execute_values

        if rows:
            with self.connection.cursor() as cursor:
                execute_values(
                    cursor,
                    f"insert into {table} ({', '.join(rows[0])}) values %s",
                    [tuple(row.values()) for row in rows],
                    page_size=1000,
                )

    def copy(self, schema: str, name: str, query: str) -> None:
        """Create a table of the rows of a query of DuckDB on files.

        Raises:
            PipelineError: a file cannot be read, or the server refuses a row.

        """
        import psycopg2

        kinds = {"VARCHAR": "text", "DOUBLE": "double"}
        try:
            with (
                duckdb.connect() as connection,
                tempfile.NamedTemporaryFile(suffix=".csv") as file,
                self.connection.cursor() as cursor,
            ):
                rows = connection.sql(query)
                types = [kinds.get(str(kind), str(kind)) for kind in rows.types]
                self.create(schema, name, dict(zip(rows.columns, types, strict=True)))
                rows.write_csv(file.name, header=False)
                with open(file.name, encoding="utf-8") as text:
                    to = f"copy {schema}.{name} from stdin (format csv)"
                    cursor.copy_expert(to, text)
                cursor.execute(f"analyze {schema}.{name}")
        except (psycopg2.Error, duckdb.Error) as error:
            raise PipelineError(f"Cannot land in PostgreSQL: {error}") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to build and publish on the server; it ends with the session.

        Raises:
            PipelineError: another session holds it.

        """
        key = "hashtext('integration_index build')"
        ((is_free,),) = self.rows(f"select pg_try_advisory_lock({key})")
        if not is_free:
            raise PipelineError(
                "Another build is under way on the server. Nothing was done; try again "
                "when it has ended."
            )
        try:
            yield
        finally:
            if not self.connection.closed:
                self.rows(f"select pg_advisory_unlock({key})")


class Spark(Server):
    """Spark in this process, or a cluster through its Thrift server."""

    text = "string"
    types: ClassVar[dict[str, str]] = {"text": "string", "integer": "int"}
    storage = "using parquet"

    def __init__(self, dbt: Dbt) -> None:
        """Connect.

        Raises:
            PipelineError: the cluster cannot be reached.

        """
        self.target = dbt.target
        server = credentials_of(dbt)
        if dbt.target == "spark":
            from dbt.adapters.spark.session import Connection

            parameters = server.server_side_parameters
            self.connection: Any = Connection(server_side_parameters=parameters)
            return
        from pyhive import hive

        try:
            self.connection = hive.connect(
                host=server.host,
                port=server.port,
                username=server.user,
                auth=server.auth,
                kerberos_service_name=server.kerberos_service_name,
                password=server.password,
                configuration=server.server_side_parameters,
            )
        except Exception as error:
            raise PipelineError(
                f"Cannot reach Spark at {server.host}:{server.port}: {error}"
            ) from error

    def rows(self, sql: str) -> list[tuple]:
        """Run a statement; return its rows."""
        cursor = self.connection.cursor()
        cursor.execute(sql)
        if self.target != "spark" and cursor.description is None:
            return []
        return [tuple(row) for row in cursor.fetchall() or []]

    def schemas(self) -> list[str]:
        """Return the names of all schemas."""
        return [name for (name,) in self.rows("show schemas")]

    def tables(self, schema: str) -> list[str]:
        """Return the names of tables and views of a schema; none if it does not exist."""
        if schema not in self.schemas():
            return []
        return [row[1] for row in self.rows(f"show tables in {schema}")]

    def columns(self, schema: str, table: str) -> dict[str, str]:
        """Return the columns of a table with their types."""
        described = self.rows(f"describe {schema}.{table}")
        # What follows an empty line is about partitions.
        names = list(takewhile(lambda row: row[0], described))
        return {name: kind for name, kind, *_ in names}

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows into a table: as JSON in statements, so that no file is shared."""
        kinds = self.columns(*table.split("."))
        for part in chunks(rows):
            names = ", ".join(rows[0])
            casts = ", ".join(f"cast({name} as {kinds[name]})" for name in rows[0])
            fields = ", ".join(f"{name}: string" for name in rows[0])
            self.rows(
                f"insert into {table} ({names}) select {casts} from (select "
                f"inline(from_json(r'{part}', 'array<struct<{fields}>>')))"
            )

    def show_parquet(self, schema: str, name: str, location: str) -> None:
        """Show a file or folder of Parquet, as the cluster sees it, as a view."""
        # Hadoop reads a path as a pattern unless its signs are escaped.
        escaped = re.sub(r"([\[\]{}*?\\])", r"\\\1", location).replace("`", "``")
        self.rows(f"create schema if not exists {schema}")
        self.rows(f"create view {schema}.{name} as select * from parquet.`{escaped}`")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold nothing: each build has schemas of its own, and Spark knows no lock."""
        yield

    def is_left(self, prefix: str) -> bool:
        """Whether a build that is not whole is no longer under way.

        A session in this process owns its tables alone. On a cluster another machine may
        be at it: a day after its beginning it is not.
        """
        if self.target == "spark":
            return True
        found = re.match(r"build_(\d{8}t\d{6})z_", prefix)
        if not found:
            return False
        begun = datetime.strptime(found[1], "%Y%m%dt%H%M%S").replace(tzinfo=UTC)
        return datetime.now(tz=UTC) - begun > LONGEST_BUILD


def chunks(rows: list[Row]) -> Iterator[str]:
    """Yield rows as JSON lists of objects of texts, each short enough for a statement."""
    part: list[str] = []
    size = 0
    for row in rows:
        cells = {name: None if c is None else as_text(c) for name, c in row.items()}
        # In a raw text JSON's own escapes reach the parser as they are.
        text = json.dumps(cells, ensure_ascii=False).replace("'", "\\u0027")
        if part and size + len(text) > CHUNK_BYTES:
            yield f"[{','.join(part)}]"
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield f"[{','.join(part)}]"


def as_text(cell: Any) -> str:
    """Return a value as SQL casts it back."""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def server_of(dbt: Dbt) -> Postgres | Spark:
    """Connect to the engine of a target."""
    return Postgres(dbt) if dbt.target == "postgres" else Spark(dbt)


def built_on(server: Server, prefix: str) -> Built:
    """Return the relations of a build on a server."""
    relations = {
        table: f"{prefix}{layer}.{table}"
        for layer in LAYERS
        for table in server.tables(prefix + layer)
    }
    columns = {
        table: server.columns(prefix + layer, table)
        for layer in ("marts", "core")
        for table in server.tables(prefix + layer)
    }
    references = references_of(server.rows, relations)
    return Built(
        server.rows, relations, columns, references, server.text, server.floating
    )
