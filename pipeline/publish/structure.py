"""Structure of tables on PostgreSQL: columns, keys, texts, and who depends on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import quote_ident

Place = tuple[str, str]  # schema and name of a published table


@dataclass(frozen=True)
class Stored:
    """A table: its columns with type and whether null is refused, key and texts."""

    columns: dict[str, tuple[str, bool]]
    key: tuple[str, ...]
    texts: dict[str | None, str | None]


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
    """Return kind and definition of the views that read a column, or any for ''.

    Those that read such a view are among them.
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
