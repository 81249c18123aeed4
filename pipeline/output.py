"""What commands print: sentences for people, or one JSON object (`--json`)."""

import json
from typing import Annotated, Any

import typer

from pipeline.plain_errors import errors, plain_console, speaks_json

console = plain_console()
# Exit code where a gate found errors.
STOPPED = 4


def speak_json(is_json: bool) -> None:
    """Print one JSON object in place of sentences from here on, or sentences again."""
    speaks_json.set(is_json)
    console.quiet = errors.quiet = is_json


AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON object: status, exit_code and what was done.",
        callback=speak_json,
        is_eager=True,
    ),
]


def tell(status: str, exit_code: int = 0, **answer: Any) -> None:
    """Print the answer of a command as JSON, if that was asked for."""
    if speaks_json.get():
        whole = {"status": status, "exit_code": exit_code, **answer}
        print(json.dumps(whole, ensure_ascii=False, indent=1, default=str))
