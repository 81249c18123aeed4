"""What a person at the terminal reads: findings and questions, grouped, the first short."""

import os
import shlex

from rich.console import Console

from pipeline.asks import SHOWN, AskError, listed

VARIABLES = ("WAREHOUSE_DIR", "LANDING_DIR")


def print_asked(
    errors: Console, error: AskError, panel: str | None, is_all: bool
) -> None:
    """Print what would move, and what publishes it all the same."""
    errors.print(str(error), style="red", soft_wrap=True)
    for line in listed(error.changes, None if is_all else SHOWN):
        errors.print(f"  {line}", soft_wrap=True)
    errors.print(f"All of it: {error.report}", soft_wrap=True)
    made, called = accepting_commands(error.token, panel)
    errors.print(
        f"To publish it:\n    {made}\nor\n    {called}", style="bold", soft_wrap=True
    )


def accepting_commands(token: str, panel: str | None) -> tuple[str, str]:
    """Return the commands that accept a list: by make, and without it."""
    given = [
        f"{name}={shlex.quote(os.environ[name])} "
        for name in VARIABLES
        if os.environ.get(name)
    ]
    before = "".join(given)
    made, called = (
        f"make run ACCEPT={token}",
        (f".venv/bin/python -m pipeline build --accept {token}"),
    )
    if panel:
        made += f" PANEL={shlex.quote(panel)}"
        called += f" --panel {shlex.quote(panel)}"
    return before + made, before + called
