"""A change of well-formed rows of a reference seed, and what the gate says of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A change of rows that are well-formed, and what the gate says of it.

    Attributes:
        rule: the rule that finds it.
        table: the table that is changed.
        where: the rows.
        change: what is set there; None where the rows are lost.
        column: the column that the finding names.
        rows: the rows that it names, as `<table> where ...`; the changed ones if None,
            none where a row is missing.
        severity: of the finding.

    """

    rule: str
    table: str
    where: str
    change: str | None
    column: str
    rows: str | None = None
    severity: str = "error"


def lost(
    rule: str, table: str, where: str, column: str, rows: str = "", **more
) -> Case:
    """Return the case of rows that are lost; what is named stands elsewhere, if at all."""
    return Case(rule, table, where, None, column, rows, **more)


def indicator(name: str, change: str, rule: str, column: str, **more) -> Case:
    """Return the case of an indicator that is changed."""
    return Case(
        f"indicators_{rule}", "indicators", f"indicator_id = '{name}'", change, column,
        **more,
    )  # fmt: skip


def variable(name: str, change: str, rule: str, column: str, **more) -> Case:
    """Return the case of a variable that is changed."""
    return Case(
        rule, "variables", f"variable_id = '{name}'", change, column, **more
    )  # fmt: skip


def rate(change: str) -> Case:
    """Return the case of the rate of trade that is changed."""
    return Case(
        "indicators_rate", "indicator_rates", "indicator_id = 'trade_dependence'",
        change, "rate_variable_id",
    )  # fmt: skip


def fact(name: str, change: str, rule: str, column: str, **more) -> Case:
    """Return the case of a fact of a claim that is changed."""
    return Case(
        rule, "published_claim_facts", f"fact_id = '{name}'", change, column, **more
    )  # fmt: skip
