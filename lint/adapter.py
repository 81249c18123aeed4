"""What the SQL linter needs to know of dbt's dispatch by adapter."""

from collections.abc import Callable


def dispatch(macro: str, _package: str) -> Callable[..., str]:
    """Return a stand-in for the macro of an adapter: a function call of its name."""
    return lambda *arguments: f"{macro}({', '.join(arguments)})"
