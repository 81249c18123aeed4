"""The gate before publishing: whether the built set of marts is whole and consistent.

dbt's own tests own what SQL can say about one model (keys, references, choices); here
stands what concerns the marts together. What differs from the build before is asked
(pipeline/publish/asks).

Each rule is a file of marts/, in SQL that every engine runs, with the head of a rule of
inputs (pipeline/gates/rules). Names of relations are `ref`, types those of dbt; `marts` is
the list of published relations, `numbers` their columns of floating point, as
`mart.column`, `references` what names the key of another, as `mart.column.other.key`. A
finding is a row:

    mart           the mart, or all
    column_name    column of it, or rows
    value          what is there
    ...            all further columns: the key, in its order
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2

from pipeline.gates.results import QualityResult, Rule, result_of, validated
from pipeline.gates.rules import read_rules
from pipeline.landing.problem import Problem

RULES = Path(__file__).parent / "marts"
PUBLISHED = ("marts", "core")
# The pipeline fills them afterwards, and not every place has an outline.
FILLED_LATER = ("dim_city_shape", "dim_cluster_shape")
FLOATS = ("double", "double precision")


@dataclass(frozen=True)
class Built:
    """The relations of a build on an engine.

    Args:
        rows: runs a query.
        relations: what each relation is called in SQL, by its name.
        columns: the columns of the published ones, each with its type.
        references: which column names the key of which other one, as
            `mart.column.other.key`.
        text: the engine's type of texts.
        floating: that of floating-point numbers.

    """

    rows: Callable[[str], list[tuple]]
    relations: dict[str, str]
    columns: dict[str, dict[str, str]]
    references: list[str] = field(default_factory=list)
    text: str = "varchar"
    floating: str = "double"

    def render(self, sql: str) -> str:
        """Return a rule's SQL with its names and types as the engine has them."""
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
        return environment.from_string(sql).render(
            ref=self.relations.__getitem__,
            dbt=SimpleNamespace(
                type_string=lambda: self.text, type_float=lambda: self.floating
            ),
            **self.lists(),
        )

    def lists(self) -> dict[str, list[str]]:
        """Return what rules are about all of: published relations, and their numbers."""
        numbers = [
            f"{mart}.{column}"
            for mart, columns in sorted(self.columns.items())
            for column, kind in columns.items()
            if kind.lower() in FLOATS
        ]
        marts = [mart for mart in sorted(self.columns) if mart not in FILLED_LATER]
        return {"marts": marts, "numbers": numbers, "references": self.references}


def built_in_duckdb(connection: duckdb.DuckDBPyConnection) -> Built:
    """Return the relations of a DuckDB file; published are those of marts and core."""
    columns: dict[str, dict[str, str]] = {}
    relations = {}
    for schema, table, column, kind in connection.execute("""
        select table_schema, table_name, column_name, data_type
        from information_schema.columns
        order by table_schema, table_name, ordinal_position
    """).fetchall():
        relations[table] = f"{schema}.{table}"
        if schema in PUBLISHED:
            columns.setdefault(table, {})[column] = kind

    def rows(sql: str) -> list[tuple]:
        return connection.execute(sql).fetchall()

    return Built(rows, relations, columns, references_of(rows, relations))


def references_of(
    rows: Callable[[str], list[tuple]], relations: dict[str, str]
) -> list[str]:
    """Return what dim_column of a build says of columns that name the key of others."""
    if "dim_column" not in relations:
        return []
    found = rows(
        f"""
        select table_name, column_name, refers_to_table, refers_to_column
        from {relations["dim_column"]}
        where refers_to_table is not null and table_schema in {PUBLISHED}
        order by table_name, column_name
        """
    )
    return [".".join(parts) for parts in found]


def validate_marts(built: Built) -> tuple[list[QualityResult], list[Problem]]:
    """Check the marts of a build.

    Returns:
        a record per rule, and the findings.

    """
    rules = read_rules(RULES)
    found = {rule.name: findings(built, rule) for rule in rules}
    outcome = validated("marts", rules, {name: len(f) for name, f in found.items()})
    records = [
        result_of(
            rule,
            "marts",
            f"marts_{rule.name}",
            found[rule.name],
            n_checked(built, rule),
            expectation=outcome[rule.name][0],
            is_success=outcome[rule.name][1],
        )
        for rule in rules
    ]
    return records, [problem for rule in rules for problem in found[rule.name]]


def findings(built: Built, rule: Rule) -> list[Problem]:
    """Return what a rule finds, in the order of the keys."""
    rows = sorted(built.rows(built.render(rule.query)), key=str)
    return [
        Problem(
            file=f"marts.{mart}",
            row=None,
            column=f"{column} of {', '.join(str(part) for part in key)}",
            value=None if value is None else str(value),
            rule=f"expected {rule.expected}",
            severity=rule.severity,
        )
        for mart, column, value, *key in rows
    ]


def n_checked(built: Built, rule: Rule) -> int:
    """Return how many rows a rule asked, or relations, or their columns."""
    if rule.checked in (lists := built.lists()):
        return len(lists[rule.checked])
    ((count,),) = built.rows(built.render(f"select count(*) from {rule.checked}"))
    return int(count)
