"""What the SQL linter needs to know of dbt's adapter."""

from collections.abc import Callable


def type() -> str:
    """Return the engine whose SQL is linted."""
    return "duckdb"


def dispatch(macro: str, _package: str) -> Callable[..., str]:
    """Return a stand-in for the macro of an adapter: a function call of its name."""
    return lambda *arguments: f"{macro}({', '.join(arguments)})"
