"""What dbt knows of the published tables: columns, types, texts, keys and relations."""

import re
from typing import Any

from pipeline.build.stores import PUBLISHED, Row


def dictionary(manifest: Any) -> list[Row]:
    """Return a row per column of a published table, for dim_column, by dbt's manifest."""
    nodes = {
        node.name: node
        for node in (*manifest.nodes.values(), *manifest.sources.values())
        if place(node)[0] in PUBLISHED
    }
    relations: dict[tuple[str, str], tuple[str, str, str]] = {}
    for test in manifest.nodes.values():
        said = getattr(test, "test_metadata", None)
        if said and said.name == "relationships":
            to = nodes.get(referred(said.kwargs["to"]))
            if to is not None:
                at = referred(said.kwargs["model"]), said.kwargs["column_name"]
                relations[at] = (*place(to), said.kwargs["field"])
    rows: list[Row] = []
    for node in nodes.values():
        schema, table = place(node)
        key = key_of(node)
        for position, (name, column) in enumerate(node.columns.items(), 1):
            refers = relations.get((node.name, name), (None, None, None))
            rows.append(
                {
                    "table_schema": schema,
                    "table_name": table,
                    "column_name": name,
                    "column_position": position,
                    "key_position": key.index(name) + 1 if name in key else None,
                    "data_type": column.data_type,
                    "description": column.description,
                    "refers_to_schema": refers[0],
                    "refers_to_table": refers[1],
                    "refers_to_column": refers[2],
                }
            )
    return sorted(
        rows, key=lambda r: (r["table_schema"], r["table_name"], r["column_position"])
    )


def place(node: Any) -> tuple[str, str]:
    """Return schema and table of a node, as readers name them."""
    if node.resource_type == "source":
        return node.source_name, node.identifier
    return node.config.schema or "", node.alias


def key_of(node: Any) -> list[str]:
    """Return the primary key: a model's is in its contract, others' in their meta."""
    stated = getattr(node, "constraints", None) or []
    keys = [c.columns for c in stated if c.type == "primary_key"]
    return keys[0] if keys else node.config.meta["primary_key"]


def referred(text: str) -> str:
    """Return the name in what dbt says of a relation: ref('name')."""
    found = re.search(r"'(\w+)'\)", text)
    return found[1] if found else ""
