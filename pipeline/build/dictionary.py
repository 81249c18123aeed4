"""What dbt knows of the published tables: columns, types, texts, keys and relations."""

import re
from typing import Any

from pipeline.build.stores import PUBLISHED, Row


def dictionary(manifest: Any) -> list[Row]:
    """Return a row per column of a published table, for dim_column, by dbt's manifest."""
    nodes = manifest.nodes.values()
    models = {
        node.unique_id: node
        for node in nodes
        if node.resource_type == "model" and node.config.schema in PUBLISHED
    }
    places = {n.name: (n.config.schema, n.alias) for n in models.values()}
    relations = {
        (node.attached_node, node.column_name): relation_of(node, places)
        for node in nodes
        if getattr(node, "attached_node", None) in models
        and node.test_metadata.name == "relationships"
    }
    rows: list[Row] = []
    for unique_id, node in models.items():
        keys = [c.columns for c in node.constraints if c.type == "primary_key"]
        key = keys[0] if keys else []
        for position, (name, column) in enumerate(node.columns.items(), 1):
            referred = relations.get((unique_id, name), (None, None, None))
            rows.append(
                {
                    "table_schema": node.config.schema,
                    "table_name": node.alias,
                    "column_name": name,
                    "column_position": position,
                    "key_position": key.index(name) + 1 if name in key else None,
                    "data_type": column.data_type,
                    "description": column.description,
                    "refers_to_schema": referred[0],
                    "refers_to_table": referred[1],
                    "refers_to_column": referred[2],
                }
            )
    return sorted(
        rows, key=lambda r: (r["table_schema"], r["table_name"], r["column_position"])
    )


def relation_of(
    test: Any, places: dict[str, tuple[str, str]]
) -> tuple[str | None, str | None, str | None]:
    """Return schema, table and column that a relationships test refers to."""
    arguments = test.test_metadata.kwargs
    found = re.search(r"ref\('(\w+)'\)", arguments["to"])
    if not found or found[1] not in places:
        return None, None, None
    return *places[found[1]], arguments["field"]
