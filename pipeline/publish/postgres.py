"""Bring a build's tables into the published ones of PostgreSQL, in one transaction.

A build fills schemas of its own (build_<id>_marts, ...), which nobody reads. Published are
the tables of schemas marts, core and quality: they stay, and with them grants, indexes and
views of users. In one transaction rows that differ are deleted and inserted, so that a
statement of a reader sees the old set or the new one, and waits for neither. What changes
in structure is altered, which needs a moment without readers of that table: it is tried
for fractions of a second, again and again, so that readers go on meanwhile.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from psycopg2 import errors
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from pipeline.paths import PipelineError
from pipeline.publish.structure import (
    Alteration,
    Place,
    Stored,
    alterations,
    lost_views,
    of_builds,
    quoted,
    stored_tables,
)

SCHEMAS = ("marts", "core", "quality")
# Below PostgreSQL's deadlock_timeout of one second: in a circle with a reader it is the
# publish that gives way, never the reader.
LOCK_TIMEOUT = "400ms"
# How long a publish goes on trying while readers hold what it must alter.
PATIENCE_SECONDS = 300.0
LONGEST_PAUSE = 5.0
LOCKED = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.QueryCanceled,
    errors.SerializationFailure,
)


@dataclass
class Delivery:
    """What a publish changed: structure in words, rows by table, views that went."""

    structure: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


class DependentsError(PipelineError):
    """Views of users read what the build no longer has; nothing was published."""

    def __init__(self, dependents: dict[str, str]) -> None:
        """Keep the views: what each reads that goes, by its name."""
        self.dependents = dependents
        lines = "".join(
            f"\n  {view} needs what goes: {what}" for view, what in dependents.items()
        )
        super().__init__(
            f"Not published: {len(dependents)} view(s) read what this build no longer has. "
            f"What was published before stays.{lines}"
        )


def publish_tables(
    connection: Connection,
    prefix: str,
    *,
    schemas: Iterable[str] = SCHEMAS,
    may_drop: bool = False,
    patience: float = PATIENCE_SECONDS,
) -> Delivery:
    """Publish the tables of a build, all in one transaction.

    `may_drop` says whether views that read what is gone may be dropped, `patience` how many
    seconds to go on trying while others hold what must be altered.

    Raises:
        DependentsError: such views are there, and may not be dropped.
        PipelineError: others held the tables all the time.
        psycopg2.Error: the server cannot or is gone; nothing was published.

    """
    until = time.monotonic() + patience
    while True:
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
                return deliver(cursor, prefix, tuple(schemas), may_drop, until)
        except LOCKED as error:
            # A lock that a session of a user took, such as of `create index`.
            if time.monotonic() > until:
                raise held_error(prefix, f"others ({str(error).strip()})") from error
            time.sleep(0.5)


def deliver(
    cursor: Cursor,
    prefix: str,
    schemas: tuple[str, ...],
    may_drop: bool,
    until: float,
) -> Delivery:
    """Bring tables and rows of a build into the published schemas; the caller commits."""
    delivery = Delivery()
    before: dict[Place, Stored] = {}
    now: dict[Place, Stored] = {}
    planned: list[Alteration] = []
    for schema in schemas:
        cursor.execute(f"create schema if not exists {quoted(cursor, schema)}")
        for tables, of_schema in ((before, schema), (now, prefix + schema)):
            for name, table in stored_tables(cursor, of_schema).items():
                tables[schema, name] = table
    for place, table in now.items():
        if place in before:
            planned += alterations(cursor, place, before[place], table)
        else:
            cursor.execute(
                f"create table {quoted(cursor, *place)} "
                f"(like {quoted(cursor, prefix + place[0], place[1])} including all)"
            )
            delivery.structure.append(f"{'.'.join(place)} is new")
    for place in sorted((before.keys() & of_builds(cursor, schemas)) - now.keys()):
        words, drop = (
            f"{'.'.join(place)} is gone",
            f"drop table {quoted(cursor, *place)}",
        )
        planned.append(Alteration(place, words, drop, lost=""))
    delivery.structure += [step.words for step in planned]
    views = lost_views(cursor, planned)
    if views and not may_drop:
        raise DependentsError({view: found[0] for view, found in views.items()})
    delivery.dropped = [f"{view} as {sql}" for view, (_, _, sql) in views.items()]

    altered = {step.place for step in planned}
    for place in now.keys() - altered:
        bring_rows(cursor, prefix, place, before.get(place), now[place], delivery)
    if altered:
        lock(cursor, sorted(altered), prefix, until)
        for view, (_, kind, _) in views.items():
            cursor.execute(f"drop {kind} if exists {view} cascade")
        for step in planned:
            if step.is_emptied:
                cursor.execute(f"delete from {quoted(cursor, *step.place)}")
            if not step.is_last:
                cursor.execute(step.statement)
        for place in sorted(altered & now.keys()):
            bring_rows(cursor, prefix, place, before[place], now[place], delivery)
        for step in planned:
            if step.is_last:
                cursor.execute(step.statement)
    for place, table in now.items():
        write_texts(cursor, place, before.get(place), table)
    return delivery


def lock(cursor: Cursor, places: list[Place], prefix: str, until: float) -> None:
    """Keep readers off the tables that are altered; wait for them in short tries."""
    tables = ", ".join(quoted(cursor, *place) for place in places)
    pause = 0.5
    while True:
        cursor.execute("savepoint before_lock")
        try:
            cursor.execute(f"lock table {tables} in access exclusive mode")
            return
        except LOCKED as error:
            cursor.execute("rollback to savepoint before_lock")
            if time.monotonic() + pause > until:
                raise held_error(prefix, holders(cursor, places)) from error
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def holders(cursor: Cursor, places: list[Place]) -> str:
    """Return which sessions hold tables, and since when."""
    cursor.execute(
        """
        select distinct
            'process ' || activity.pid || ' of ' || activity.usename || ', '
            || coalesce(activity.state, 'busy') || ', since '
            || coalesce(to_char(activity.xact_start, 'YYYY-MM-DD HH24:MI:SS'), 'then')
        from pg_locks as held
        inner join pg_stat_activity as activity on held.pid = activity.pid
        where
            held.granted
            and held.relation = any(%s::regclass[])
            and held.pid <> pg_backend_pid()
        order by 1
        """,
        [[quoted(cursor, *place) for place in places]],
    )
    return "; ".join(holder for (holder,) in cursor.fetchall()) or "sessions that ended"


def held_error(prefix: str, holder: str) -> PipelineError:
    """Return what to do where others held the tables all the time."""
    build_id = prefix.removeprefix("build_").removesuffix("_")
    return PipelineError(
        f"Not published: tables whose structure changes are held by {holder}. What was "
        "published before stays. When they are free: "
        f".venv/bin/python -m pipeline publish --target postgres --restore {build_id}"
    )


def bring_rows(
    cursor: Cursor,
    prefix: str,
    place: Place,
    before: Stored | None,
    now: Stored,
    delivery: Delivery,
) -> None:
    """Make the rows of a published table those of the build: delete and insert.

    Rows that are equal stay as they are, so that a publish that changes little writes
    little. Where the key has changed, all are replaced.
    """
    table, built = quoted(cursor, *place), quoted(cursor, prefix + place[0], place[1])

    def names(columns: Iterable[str], alias: str = "") -> str:
        return ", ".join(alias + quoted(cursor, column) for column in columns)

    matched = "false"
    if now.key and (before is None or before.key == now.key):
        matched = f"({names(now.key, 'new.')}) = ({names(now.key, 'old.')})"
    cursor.execute(
        f"delete from {table} as old where not exists (select from {built} as new "
        f"where {matched} and ({names(now.columns, 'new.')}) "
        f"is not distinct from ({names(now.columns, 'old.')}))"
    )
    n_changed = cursor.rowcount
    columns = names(now.columns)
    cursor.execute(
        f"insert into {table} ({columns}) select {columns} from {built} as new "
        f"where not exists (select from {table} as old where {matched})"
    )
    delivery.rows[".".join(place)] = max(n_changed, cursor.rowcount)


def write_texts(
    cursor: Cursor, place: Place, before: Stored | None, now: Stored
) -> None:
    """Write the texts of a table and its columns where they are not those of before."""
    table = quoted(cursor, *place)
    for column, text in now.texts.items():
        if before is None or before.texts.get(column) != text:
            what = (
                f"column {table}.{quoted(cursor, column)}"
                if column
                else f"table {table}"
            )
            cursor.execute(f"comment on {what} is %s", [text])
