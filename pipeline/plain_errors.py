"""How a command ends: with a message a person can use, never with a trace.

Every command runs inside `plain_errors`. What a person can mend is said in a line; what
nobody thought of is said in a line too, with the file that has the trace.
"""

import contextlib
import errno
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeGuard

import duckdb
from rich.console import Console
from typer.core import TyperGroup

from pipeline.installed import unloadable
from pipeline.paths import INTERRUPTED, ROOT, PipelineError

FAILED = 1
# Whether a command prints one JSON object instead of sentences.
speaks_json: ContextVar[bool] = ContextVar("speaks_json", default=False)
# Packages that print.
PRINTING = {"rich", "click", "typer"}


def plain_console(*, is_error: bool = False) -> Console:
    """Return a console that prints texts as they are."""
    console = Console(stderr=is_error, markup=False, highlight=False, soft_wrap=True)
    if console.width < 1:
        # COLUMNS=0 would hide all.
        console.width = 80
    return console


errors = plain_console(is_error=True)


class Commands(TyperGroup):
    """The commands of a Typer app, all of which end as `plain_errors` says."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        """Run a command."""
        with plain_errors():
            return super().main(*arguments, **named)


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Say what is wrong in a message; exit code 1, or that of the error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that knows no Chinese gets escapes instead of nothing.
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except Exception as error:
        with contextlib.suppress(OSError, MemoryError):
            if is_out_of_memory(error):
                # What the frames of the trace hold is needed to say a word.
                error.with_traceback(None)
                print(message_of(error), file=sys.stderr, flush=True)
            else:
                say(error)
        forget_output()
        raise SystemExit(getattr(error, "exit_code", FAILED)) from None
    except KeyboardInterrupt:
        errors.print("Interrupted.", style="red")
        raise SystemExit(INTERRUPTED) from None


def say(error: Exception) -> None:
    """Print what is wrong to the standard error."""
    if is_of_output(error):
        # Whoever closes a pipe (`| head`) has read enough.
        if error.errno != errno.EPIPE:
            message = f"Cannot write to the standard output: {error.strerror}"
            errors.print(message, style="red")
        return
    if speaks_json.get():
        say_as_json(error)
        return
    errors.print(message_of(error), style="red")
    if problems := getattr(error, "problems", []):
        from pipeline.messages import print_problems

        print_problems(problems, is_all=getattr(error, "is_all", False))


def say_as_json(error: Exception) -> None:
    """Print what is wrong as the JSON object of a command."""
    code = getattr(error, "exit_code", FAILED)
    answer = {
        "status": getattr(error, "status", "failed"),
        "exit_code": code,
        "message": message_of(error),
        **getattr(error, "details", {}),
    }
    if problems := getattr(error, "problems", []):
        answer["findings"] = [vars(problem) for problem in problems]
    print(json.dumps(answer, ensure_ascii=False, indent=1, default=str), flush=True)


def is_of_output(error: Exception) -> TypeGuard[OSError]:
    """Whether the standard output took nothing: printing failed, here or in a library."""
    if not isinstance(error, OSError) or error.filename:
        return False
    last = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
    return last == Path(__file__) or not PRINTING.isdisjoint(last.parts)


def message_of(error: Exception) -> str:
    """Return an error as a sentence that says what to do."""
    first_line = next(iter(str(error).splitlines()), "")
    if isinstance(error, PipelineError):
        return str(error)
    if is_out_of_memory(error):
        return (
            f"Not enough memory ({first_line or type(error).__name__}). A build holds 1 "
            "GB, and needs 2.2 GB of addresses where `ulimit -v` counts them."
        )
    if "surrogate" in first_line:
        return f"A name is not in UTF-8: {first_line}"
    if isinstance(error, ImportError):
        return unloadable(error)
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"Cannot read or write {error.filename}: {error.strerror}"
    return (
        f"Unexpected {type(error).__name__}: {first_line or 'no message'}. "
        f"{where_the_trace_is(error)}"
    )


def is_out_of_memory(error: Exception) -> bool:
    """Whether memory, or what threads need of it, was refused."""
    text = str(error)
    return (
        isinstance(error, MemoryError | duckdb.OutOfMemoryException)
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        or "can't start new thread" in text
        or "std::bad_alloc" in text
        or "failed to map segment" in text
    )


def where_the_trace_is(error: Exception) -> str:
    """Write the trace of an error to a file and return a sentence that names it."""
    trace = "".join(traceback.format_exception(error))
    name = f"error-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.txt"
    for folder in (ROOT / "logs", Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(trace, encoding="utf-8", errors="replace")
            return f"This is a fault of the program; the trace is in {folder / name}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"This is a fault of the program, at {last.filename}:{last.lineno}"


def forget_output() -> None:
    """Let what could not be written go nowhere, or Python tries again when it ends."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
