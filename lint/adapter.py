"""What the SQL linter needs to know of dbt's adapter."""

from collections.abc import Callable


def type() -> str:
    """Return no engine's name: what one engine does otherwise is not linted."""
    return "none"


def dispatch(macro: str, _package: str) -> Callable[..., str]:
    """Return a stand-in for the macro of an adapter: a function call of its name."""
    return lambda *arguments: f"{macro}({', '.join(arguments)})"
