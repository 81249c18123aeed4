"""What dbt knows of the published tables: columns, types, texts, keys and relations."""

import json
import re
from pathlib import Path
from typing import Any

from pipeline.build.stores import PUBLISHED, Row


def dictionary(manifest: Path) -> list[Row]:
    """Return a row per column of a published table, for dim_column.

    Args:
        manifest: the manifest.json of a build.

    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    models = {
        node["unique_id"]: node
        for node in nodes
        if node["resource_type"] == "model" and node["config"]["schema"] in PUBLISHED
    }
    places = {n["name"]: (n["config"]["schema"], n["alias"]) for n in models.values()}
    relations = {
        (node["attached_node"], node["column_name"]): relation_of(node, places)
        for node in nodes
        if (node.get("test_metadata") or {}).get("name") == "relationships"
        and node["attached_node"] in models
    }
    rows = []
    for unique_id, node in models.items():
        keys = [c["columns"] for c in node["constraints"] if c["type"] == "primary_key"]
        key = keys[0] if keys else []
        for position, column in enumerate(node["columns"].values(), 1):
            name = column["name"]
            referred = relations.get((unique_id, name), ("", "", ""))
            rows.append(
                {
                    "table_schema": node["config"]["schema"],
                    "table_name": node["alias"],
                    "column_name": name,
                    "column_position": position,
                    "key_position": key.index(name) + 1 if name in key else None,
                    "data_type": column["data_type"],
                    "description": column["description"],
                    "refers_to_schema": referred[0] or None,
                    "refers_to_table": referred[1] or None,
                    "refers_to_column": referred[2] or None,
                }
            )
    return sorted(
        rows, key=lambda r: (r["table_schema"], r["table_name"], r["column_position"])
    )


def relation_of(
    test: dict[str, Any], places: dict[str, tuple[str, str]]
) -> tuple[str, str, str]:
    """Return schema, table and column that a relationships test refers to."""
    arguments = test["test_metadata"]["kwargs"]
    found = re.search(r"ref\('(\w+)'\)", arguments["to"])
    schema, table = places.get(found[1], ("", "")) if found else ("", "")
    return schema, table, arguments["field"] if table else ""
