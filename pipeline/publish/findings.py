"""The findings page: a text whose every figure is a query on the marts of the build."""

from pathlib import Path
from typing import Any

import duckdb
import jinja2

from pipeline.paths import PipelineError

FINDINGS = "findings.md"
TEMPLATE = Path(__file__).with_name("findings.md.jinja")
NOTHING = "(nothing in these figures)"
LANDED = """
    select scenario_id, scenario_en from dim_scenario
    where is_landed and scenario_kind = 'named'
        and scenario_id in (select scenario_id from rpt_integration_index)
    order by scenario_id
"""


def findings_page(connection: duckdb.DuckDBPyConnection, build_id: str) -> str:
    """Fill the template from schema marts of the connection.

    Raises:
        PipelineError: a query of the template fails.

    """
    cursor = connection.cursor()
    cursor.execute("set schema = 'marts'")

    def rows(query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        cursor.execute(query)
        return [column[0] for column in cursor.description], cursor.fetchall()

    def value(query: str) -> str:
        found = rows(query)[1]
        return str(found[0][0]) if found and found[0][0] is not None else NOTHING

    def lines(query: str) -> str:
        return "\n".join(f"- {row[0]}" for row in rows(query)[1]) or NOTHING

    def table(query: str, across: str | None = None) -> str:
        """Return a Markdown table; the values of column `across` become columns."""
        names, found = rows(query)
        if not found:
            return NOTHING
        return markdown(*(spread(names, found, across) if across else (names, found)))

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"value": value, "lines": lines, "table": table}
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    try:
        landed = rows(LANDED)[1]
        return template.render(build_id=build_id, landed=landed)
    except duckdb.Error as error:
        raise PipelineError(f"{TEMPLATE.name}: a query failed: {error}") from error


def spread(
    names: list[str], rows: list[tuple[Any, ...]], across: str
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Turn rows of keys, `across` and a last column, the cell, into a wide table."""
    at = names.index(across)
    columns = sorted({row[at] for row in rows})
    wide: dict[tuple[Any, ...], dict[Any, Any]] = {}
    for *keys, cell in rows:
        column = keys.pop(at)
        wide.setdefault(tuple(keys), {})[column] = cell
    head = [name for name in names[:-1] if name != across] + [str(c) for c in columns]
    return head, [(*k, *(cells.get(c) for c in columns)) for k, cells in wide.items()]


def markdown(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """Return a table in Markdown."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(
        f"| {' | '.join('' if c is None else str(c) for c in line)} |" for line in lines
    )
