"""On PostgreSQL readers see the old marts or the new ones, whatever happens."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from engines import DATABASE, USER, postgres_server, require, restart_at_once

from pipeline.build.dbt_runner import Dbt
from pipeline.build.stores import credentials_of
from pipeline.paths import Paths

N_ROWS = 2000
TABLES = ("one", "two", "three")
# What a reader asks in one statement: of which builds are the rows that it sees?
BUILDS_SEEN = "select distinct build_id from ({}) as rows".format(
    " union all ".join(f"select build_id from marts.{name}" for name in TABLES)
)


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """Run a server for these tests."""
    require("postgres")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with postgres_server(Path(folder)) as environment:
            yield environment


def test_empty_variables_of_a_server_are_unset_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PGHOST", "PGPORT", "PGUSER"):
        monkeypatch.setenv(name, "")
    server = credentials_of(Dbt(Paths.from_environment(), ROOT, "postgres"))
    assert (server.host, server.port) == ("localhost", 5432)
    assert server.user == "integration"


def connect(server: dict[str, str], user: str = USER) -> Any:
    import psycopg2

    return psycopg2.connect(
        host=server["PGHOST"], port=server["PGPORT"], user=user, dbname=DATABASE
    )


def run(server: dict[str, str], sql: str, user: str = USER) -> list[tuple]:
    """Run statements in a transaction of their own; return the rows of the last."""
    connection = connect(server, user)
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def fill(server: dict[str, str], build_id: str, **columns: str) -> str:
    """Write the marts of a build into its schema; return the prefix of its schemas.

    Args:
        server: where.
        build_id: what its rows carry.
        columns: of each table, more columns as `name type default ..., ...`.

    """
    prefix = f"build_{build_id}_"
    for name in TABLES:
        more = columns.get(name, "lon double precision default 1")
        run(
            server,
            f"""
            create schema if not exists {prefix}marts;
            drop table if exists {prefix}marts.{name};
            create table {prefix}marts.{name} (
                id integer not null primary key, build_id text not null, {more}
            );
            insert into {prefix}marts.{name} (id, build_id)
            select id, '{build_id}' from generate_series(1, {N_ROWS}) as id;
            comment on table {prefix}marts.{name} is 'Rows of {build_id}';
            comment on column {prefix}marts.{name}.build_id is 'Of which build';
            """,
        )
    return prefix


def publish(server: dict[str, str], prefix: str, **options: Any) -> Any:
    from pipeline.publish.postgres import publish_tables

    connection = connect(server)
    try:
        return publish_tables(connection, prefix, schemas=["marts"], **options)
    finally:
        connection.close()


@pytest.fixture
def marts(server: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give a server on which build `a` is published, with a reader's role and view."""
    run(server, "drop schema if exists marts, users cascade; create schema users")
    for (schema,) in run(
        server, "select nspname from pg_namespace where nspname like 'build%'"
    ):
        run(server, f"drop schema {schema} cascade")
    publish(server, fill(server, "a"))
    run(
        server,
        """
        drop role if exists reader;
        create role reader login;
        grant usage on schema marts, users to reader;
        grant select on all tables in schema marts to reader;
        create view users.of_one as select id, build_id from marts.one;
        create view users.of_it as select build_id from users.of_one;
        create view users.of_lon as select id, lon from marts.two;
        grant select on all tables in schema users to reader;
        create index readers_own on marts.three (build_id);
        create table marts.own_of_a_user as select 1 as x;
        """,
    )
    yield server
    run(server, "drop owned by reader; drop role reader")


def seen(server: dict[str, str]) -> set[str]:
    """Return the builds that a reader sees, through grants of before."""
    return {build for (build,) in run(server, BUILDS_SEEN, user="reader")}


def test_grants_views_and_indexes_stay_when_rows_change(marts: dict[str, str]) -> None:
    delivery = publish(marts, fill(marts, "b"))
    assert delivery.structure == [] and delivery.dropped == []
    assert delivery.rows == {f"marts.{name}": N_ROWS for name in TABLES}
    assert seen(marts) == {"b"}
    assert run(marts, "select distinct build_id from users.of_it", "reader") == [("b",)]
    assert run(marts, "select to_regclass('marts.readers_own')") != [(None,)]
    assert run(marts, "select x from marts.own_of_a_user") == [(1,)]
    assert run(marts, "select obj_description('marts.one'::regclass)") == [
        ("Rows of b",)
    ]


def test_rows_that_are_equal_are_not_written(marts: dict[str, str]) -> None:
    prefix = fill(marts, "b")
    run(marts, f"update {prefix}marts.one set build_id = 'a' where id > 3")
    assert publish(marts, prefix).rows["marts.one"] == 3


CHANGES = {
    "a column more": (
        "lon double precision default 1, lat integer default 2",
        "lat is new",
    ),
    "a column less": ("", "lon is gone"),
    "another type": ("lon text default 'east'", "lon is text, was double precision"),
    "never null": ("lon double precision not null default 1", "lon is never null"),
}


@pytest.mark.parametrize("columns, words", CHANGES.values(), ids=CHANGES)
def test_a_change_of_structure_leaves_the_rest(
    marts: dict[str, str], columns: str, words: str
) -> None:
    """What does not read the column lives on, and the change is named."""
    of_one = columns or "other integer"
    delivery = publish(marts, fill(marts, "b", one=of_one))
    assert any(words in line for line in delivery.structure), delivery.structure
    assert seen(marts) == {"b"}
    assert run(marts, "select distinct build_id from users.of_it", "reader") == [("b",)]
    assert run(marts, "select count(*) from users.of_lon", "reader") == [(N_ROWS,)]
    back = publish(marts, "build_a_")
    assert back.structure and seen(marts) == {"a"}


@pytest.mark.parametrize("columns", ["other integer", "lon text default 'east'"])
def test_a_view_on_what_goes_is_asked_about(
    marts: dict[str, str], columns: str
) -> None:
    from pipeline.publish.postgres import DependentsError

    run(marts, "create view users.of_that as select id from users.of_lon")
    prefix = fill(marts, "b", two=columns)
    with pytest.raises(
        DependentsError, match=r"users\.of_lon needs.*column lon"
    ) as asked:
        publish(marts, prefix)
    assert set(asked.value.dependents) == {"users.of_lon", "users.of_that"}
    assert seen(marts) == {"a"} and run(marts, "select count(*) from users.of_that")
    delivery = publish(marts, prefix, may_drop=True)
    assert seen(marts) == {"b"}
    assert [line.split(" as")[0] for line in delivery.dropped] == [
        "users.of_lon",
        "users.of_that",
    ]
    assert "lon" in delivery.dropped[0]
    assert run(marts, "select distinct build_id from users.of_it", "reader") == [("b",)]


def test_a_mart_that_is_gone_or_new(marts: dict[str, str]) -> None:
    prefix = fill(marts, "b")
    run(
        marts,
        f"alter table {prefix}marts.three rename to four; "
        f"alter table {prefix}marts.one drop constraint one_pkey, "
        "add primary key (id, build_id)",
    )
    delivery = publish(marts, prefix)
    assert set(delivery.structure) == {
        "marts.three is gone",
        "marts.four is new",
        "marts.one: its key is no longer id",
        "marts.one: its key is id, build_id",
    }
    assert run(marts, "select count(*), min(build_id) from marts.four") == [
        (N_ROWS, "b")
    ]
    assert run(marts, "select x from marts.own_of_a_user") == [(1,)]


def test_a_refused_publish_leaves_what_was_there(marts: dict[str, str]) -> None:
    """A foreign key of a user, say, forbids that a row goes."""
    from psycopg2 import errors

    run(
        marts,
        "create table users.notes (id integer references marts.three (id)); "
        f"insert into users.notes values ({N_ROWS})",
    )
    prefix = fill(marts, "b", one="other integer")
    run(marts, f"delete from {prefix}marts.three where id = {N_ROWS}")
    with pytest.raises(errors.ForeignKeyViolation):
        publish(marts, prefix)
    assert seen(marts) == {"a"}


def read_on(server: dict[str, str], stop: threading.Event) -> int:
    """Read until told to stop, each time in one statement; return how often."""
    connection = connect(server, "reader")
    connection.autocommit = True
    n_reads = 0
    with connection.cursor() as cursor:
        while not stop.is_set():
            cursor.execute(BUILDS_SEEN)
            rows = cursor.fetchall()
            assert len(rows) == 1, rows
            n_reads += 1
    connection.close()
    return n_reads


def read_through(server: dict[str, str], n_readers: int, n_publishes: int) -> int:
    """Let readers read through publishes of rows and of structure; return the reads."""
    stop = threading.Event()
    with ThreadPoolExecutor(n_readers) as pool:
        reads = [pool.submit(read_on, server, stop) for _ in range(n_readers)]
        try:
            for number in range(n_publishes):
                more = f"c{number} integer" if number % 3 == 2 else "c integer"
                publish(server, fill(server, f"n{number}", one=more))
        finally:
            stop.set()
        return sum(read.result() for read in reads)


def test_readers_never_see_a_mixed_build(marts: dict[str, str]) -> None:
    n_readers, n_publishes = 10, 6
    assert read_through(marts, n_readers, n_publishes) >= n_readers
    assert seen(marts) == {f"n{n_publishes - 1}"}


def test_a_reader_who_holds_a_table_is_no_obstacle_to_new_rows(
    marts: dict[str, str],
) -> None:
    holder = connect(marts, "reader")
    with holder.cursor() as cursor:
        cursor.execute("select count(*) from marts.one")
        publish(marts, fill(marts, "b"))
    assert seen(marts) == {"b"}
    holder.close()


def test_a_reader_who_holds_what_is_altered_is_waited_for(
    marts: dict[str, str],
) -> None:
    """Others read on meanwhile; who holds it is named when patience ends."""
    from pipeline.paths import PipelineError

    prefix = fill(marts, "b", one="other integer")
    holder = connect(marts, "reader")
    holder.cursor().execute("select count(*) from marts.one")
    with pytest.raises(
        PipelineError, match=r"held by process \d+ of reader, idle in tr"
    ):
        publish(marts, prefix, patience=0.1)
    assert seen(marts) == {"a"}
    with ThreadPoolExecutor(1) as pool:
        published = pool.submit(publish, marts, prefix)
        begin = time.perf_counter()
        while time.perf_counter() - begin < 1.5:
            assert seen(marts) == {"a"}
        assert not published.done()
        holder.close()
        published.result()
    assert seen(marts) == {"b"}


PUBLISH = """
import psycopg2, sys
from pipeline.publish.postgres import publish_tables
publish_tables(psycopg2.connect(sys.argv[1]), sys.argv[2], schemas=["marts"])
"""


def start_publish(server: dict[str, str], prefix: str) -> subprocess.Popen:
    """Publish in a process of its own."""
    address = (
        f"host={server['PGHOST']} port={server['PGPORT']} user={USER} dbname={DATABASE}"
    )
    script = ROOT / "logs" / "publish_a_build.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(PUBLISH)
    return subprocess.Popen(
        [sys.executable, str(script), address, prefix],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )


def kill_publishes(
    server: dict[str, str], n_kills: int, end: Callable[[subprocess.Popen], None]
) -> tuple[int, int]:
    """End publishes at random moments; return how many had published, how many not."""
    moments = random.Random(1)
    prefixes = [fill(server, "x", one="other integer"), fill(server, "y")]
    begin = time.perf_counter()
    assert start_publish(server, prefixes[0]).wait() == 0
    duration = time.perf_counter() - begin
    n_new = 0
    for number in range(n_kills):
        before = seen(server)
        process = start_publish(server, prefixes[(number + 1) % 2])
        time.sleep(moments.uniform(0.5, 1.1) * duration)
        end(process)
        process.communicate()
        (now,) = seen(server)
        assert now in ("x", "y")
        n_new += {now} != before
    assert start_publish(server, prefixes[0]).wait() == 0
    assert seen(server) == {"x"}
    return n_new, n_kills - n_new


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)


def disconnect(server: dict[str, str]) -> Callable[[subprocess.Popen], None]:
    """Return what ends the session of a publish on the server, while it is at it."""

    def end(process: subprocess.Popen) -> None:
        while process.poll() is None and not run(
            server,
            "select pg_terminate_backend(pid) from pg_stat_activity where "
            "xact_start is not null and pid <> pg_backend_pid() "
            f"and usename = '{USER}' and random() < 0.3",
        ):
            time.sleep(0.005)

    return end


def test_publishes_that_are_killed_or_disconnected(marts: dict[str, str]) -> None:
    kill_publishes(marts, 4, kill)
    kill_publishes(marts, 3, disconnect(marts))


def test_the_server_that_dies_in_the_middle() -> None:
    """After it has recovered, the build of before is published, whole."""
    import psycopg2

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with postgres_server(Path(folder)) as server:
            run(server, "create role reader login superuser")
            publish(server, fill(server, "a"))
            prefix = fill(server, "b", one="other integer")
            # Hold the publish before its end, at the lock of a table that it alters.
            holder = connect(server)
            holder.cursor().execute("select count(*) from marts.one")
            with ThreadPoolExecutor(1) as pool:
                published = pool.submit(publish, server, prefix)
                time.sleep(1)
                restart_at_once(Path(folder))
                with pytest.raises(psycopg2.Error):
                    published.result()
            assert seen(server) == {"a"}
            publish(server, prefix)
            assert seen(server) == {"b"}
