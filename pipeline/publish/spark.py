"""Let the published views of Spark lead to the tables of a build.

Each view is replaced in one step; the set is not: a reader who asks in between sees the
new build in some views and the old one in others, until `quality.dim_build`, the last, is
new. Who must have one build asks `quality.dim_build` once for the build, and reads the
tables of its schemas (`build_<id>_marts`), which never change. A publish that is killed
leaves such a state; the next one, or a restore, ends it.
"""

from typing import Any

SCHEMAS = ("marts", "core", "quality")
LAST = "dim_build"
# Hive's metastore holds no more of a column's comment: it tries 20 s in vain for each view.
MAX_COMMENT = 256


def publish_views(server: Any, prefix: str) -> list[str]:
    """Point the published views to the tables of a build; return which are new or gone.

    The server is a `Spark` (pipeline/build/stores.py).
    """
    texts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, table, column, text in server.rows(
        "select table_schema, table_name, column_name, description "
        f"from {prefix}quality.dim_column order by column_position"
    ):
        texts.setdefault((schema, table), []).append((column, text))
    of_builds = {
        (schema, table)
        for built in server.schemas()
        for schema in SCHEMAS
        if built.startswith("build_") and built.endswith(f"_{schema}")
        for table in server.tables(built)
    }
    changes, gone, now = [], [], []
    for schema in SCHEMAS:
        server.rows(f"create schema if not exists {schema}")
        before = set(server.tables(schema))
        views = {row[1] for row in server.rows(f"show views in {schema}")}
        tables = set(server.tables(prefix + schema))
        now += [(schema, table, before - views) for table in sorted(tables)]
        gone += [
            (schema, view)
            for view in sorted(views - tables)
            if (schema, view) in of_builds
        ]
        changes += [f"{schema}.{table} is new" for table in sorted(tables - before)]
    changes += [f"{schema}.{view} is gone" for schema, view in gone]
    for schema, view in gone:
        server.rows(f"drop view {schema}.{view}")
    for schema, table, stored in sorted(now, key=lambda place: place[1] == LAST):
        if table in stored:
            # Of a version that built into the schema of the readers.
            server.rows(f"drop table {schema}.{table}")
        columns = ", ".join(
            f"{column} comment {literal(shortened(text))}"
            for column, text in texts.get((schema, table), [])
        )
        server.rows(
            f"create or replace view {schema}.{table} "
            f"{f'({columns})' if columns else ''} "
            f"as select * from {prefix}{schema}.{table}"
        )
    return changes


def shortened(text: str) -> str:
    """Return what a metastore can hold of a text; quality.dim_column has it whole."""
    return text if len(text) <= MAX_COMMENT else f"{text[: MAX_COMMENT - 1]}…"


def literal(text: str) -> str:
    """Return a text as a literal of Spark's SQL."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
