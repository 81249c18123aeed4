"""Bring a build's tables into the published ones of PostgreSQL, in one transaction.

A build fills schemas of its own (build_<id>_marts, ...), which nobody reads. Published are
the tables of schemas marts, core and quality: they stay, and with them grants, indexes and
views of users. In one transaction rows that differ are deleted and inserted, so that a
statement of a reader sees the old set or the new one, and waits for neither. What changes
in structure is altered, which needs a moment without readers of that table: it is tried
for fractions of a second, again and again, so that readers go on meanwhile.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from psycopg2 import errors
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import quote_ident

from pipeline.paths import PipelineError

Place = tuple[str, str]  # schema and name of a published table
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


@dataclass(frozen=True)
class Stored:
    """A table: its columns with type and whether null is refused, key and texts."""

    columns: dict[str, tuple[str, bool]]
    key: tuple[str, ...]
    texts: dict[str | None, str | None]


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


def stored_tables(cursor: Cursor, schema: str) -> dict[str, Stored]:
    """Return the tables of a schema by name; none where it does not exist."""
    cursor.execute(
        """
        select
            class.relname,
            obj_description(class.oid, 'pg_class'),
            attribute.attname,
            format_type(attribute.atttypid, attribute.atttypmod),
            attribute.attnotnull,
            col_description(class.oid, attribute.attnum),
            array_position(primary_key.indkey::int2[], attribute.attnum)
        from pg_class as class
        inner join pg_namespace as namespace
            on class.relnamespace = namespace.oid
        inner join pg_attribute as attribute
            on class.oid = attribute.attrelid
            and attribute.attnum > 0
            and not attribute.attisdropped
        left join pg_index as primary_key
            on class.oid = primary_key.indrelid
            and primary_key.indisprimary
        where namespace.nspname = %s and class.relkind in ('r', 'p')
        order by class.relname, attribute.attnum
        """,
        [schema],
    )
    rows: dict[str, list[tuple]] = {}
    for name, *row in cursor.fetchall():
        rows.setdefault(name, []).append(tuple(row))
    return {
        name: Stored(
            {column: (kind, required) for _, column, kind, required, _, _ in of_table},
            tuple(
                column
                for _, column, *_, place in sorted(of_table, key=lambda r: r[-1] or 0)
                if place is not None
            ),
            {None: of_table[0][0]} | {row[1]: row[4] for row in of_table},
        )
        for name, of_table in rows.items()
    }


@dataclass(frozen=True)
class Alteration:
    """A change of structure: of which table, in words, and how it is carried out.

    Args:
        place: the published table.
        words: what changes.
        statement: what carries it out.
        lost: the column that goes, '' for the whole table, None where nothing does.
        is_last: whether it is done after the rows came.
        is_emptied: whether the old rows go first, since they may not fit.

    """

    place: Place
    words: str
    statement: str
    lost: str | None = None
    is_last: bool = False
    is_emptied: bool = False


def quoted(cursor: Cursor, *names: str) -> str:
    """Return the name of a table or column, quoted for a statement."""
    return ".".join(quote_ident(name, cursor) for name in names)


def alterations(
    cursor: Cursor, place: Place, before: Stored, now: Stored
) -> Iterator[Alteration]:
    """Yield how a published table becomes one of the columns and key of the build."""
    table = quoted(cursor, *place)

    def altered(words: str, action: str, **more: Any) -> Alteration:
        words, statement = (
            f"{'.'.join(place)}: {words}",
            f"alter table {table} {action}",
        )
        return Alteration(place, words, statement, **more)

    if before.key and before.key != now.key:
        cursor.execute(
            "select conname from pg_constraint "
            "where conrelid = to_regclass(%s) and contype = 'p'",
            [table],
        )
        for (constraint,) in cursor.fetchall():
            yield altered(
                f"its key is no longer {', '.join(before.key)}",
                f"drop constraint {quoted(cursor, constraint)}",
            )
    for column, (kind, required) in before.columns.items():
        label = quoted(cursor, column)
        if column not in now.columns:
            yield altered(
                f"column {column} is gone", f"drop column {label}", lost=column
            )
            continue
        kind_now, required_now = now.columns[column]
        if kind != kind_now:
            yield altered(
                f"column {column} is {kind_now}, was {kind}",
                f"alter column {label} type {kind_now} using {label}::text::{kind_now}",
                is_emptied=True,
                lost=column,
            )
        if required and not required_now:
            yield altered(
                f"column {column} may be null", f"alter column {label} drop not null"
            )
    for column, (kind, required) in now.columns.items():
        label = quoted(cursor, column)
        if column not in before.columns:
            yield altered(f"column {column} is new", f"add column {label} {kind}")
        if required and not before.columns.get(column, ("", False))[1]:
            yield altered(
                f"column {column} is never null",
                f"alter column {label} set not null",
                is_last=True,
            )
    if now.key and before.key != now.key:
        names = ", ".join(quoted(cursor, column) for column in now.key)
        yield altered(
            f"its key is {', '.join(now.key)}",
            f"add primary key ({names})",
            is_last=True,
        )


def dependents(cursor: Cursor, place: Place, column: str) -> dict[str, tuple[str, str]]:
    """Return the views that read a table, or one of its columns, and what each is.

    Args:
        cursor: on the server.
        place: the table.
        column: a column, or '' for all.

    Returns:
        kind and definition of each by its name, those that read such a view too.

    """
    cursor.execute(
        """
        with recursive readers as (
            select distinct rewrite.ev_class as oid
            from pg_depend as depend
            inner join pg_rewrite as rewrite on depend.objid = rewrite.oid
            left join pg_attribute as attribute
                on depend.refobjid = attribute.attrelid
                and depend.refobjsubid = attribute.attnum
            where
                depend.classid = 'pg_rewrite'::regclass
                and depend.refclassid = 'pg_class'::regclass
                and depend.refobjid = to_regclass(%(table)s)
                and rewrite.ev_class <> depend.refobjid
                and (%(column)s = '' or attribute.attname = %(column)s)
            union
            select rewrite.ev_class
            from readers
            inner join pg_depend as depend
                on readers.oid = depend.refobjid
                and depend.refclassid = 'pg_class'::regclass
                and depend.classid = 'pg_rewrite'::regclass
            inner join pg_rewrite as rewrite
                on depend.objid = rewrite.oid
                and readers.oid <> rewrite.ev_class
        )
        select
            quote_ident(namespace.nspname) || '.' || quote_ident(class.relname),
            case when class.relkind = 'm' then 'materialized ' else '' end || 'view',
            pg_get_viewdef(class.oid)
        from readers
        inner join pg_class as class on readers.oid = class.oid
        inner join pg_namespace as namespace on class.relnamespace = namespace.oid
        order by 1
        """,
        {"table": quoted(cursor, *place), "column": column},
    )
    return {view: (kind, sql) for view, kind, sql in cursor.fetchall()}


def publish_tables(
    connection: Connection,
    prefix: str,
    *,
    schemas: Iterable[str] = SCHEMAS,
    may_drop: bool = False,
    patience: float = PATIENCE_SECONDS,
) -> Delivery:
    """Publish the tables of a build, all in one transaction.

    Args:
        connection: on the server, outside a transaction.
        prefix: what the schemas of the build are called before their name.
        schemas: what is published.
        may_drop: whether views that read what is gone may be dropped.
        patience: seconds to go on trying while others hold what must be altered.

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


def of_builds(cursor: Cursor, schemas: tuple[str, ...]) -> set[Place]:
    """Return the tables that a build on the server has: others are a user's own."""
    places: set[Place] = set()
    for schema in schemas:
        cursor.execute(
            """
            select distinct class.relname
            from pg_class as class
            inner join pg_namespace as namespace
                on class.relnamespace = namespace.oid
            where namespace.nspname ~ ('^build_.*_' || %s || '$')
                and class.relkind = 'r'
            """,
            [schema],
        )
        places |= {(schema, name) for (name,) in cursor.fetchall()}
    return places


def lost_views(
    cursor: Cursor, planned: list[Alteration]
) -> dict[str, tuple[str, str, str]]:
    """Return the views that cannot stay: what each reads that goes, and its query."""
    views: dict[str, tuple[str, str, str]] = {}
    for step in planned:
        if step.lost is not None:
            for view, (kind, sql) in dependents(cursor, step.place, step.lost).items():
                views[view] = (step.words, kind, sql)
    return views


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
        f"python -m pipeline publish --target postgres --restore {build_id}"
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
