"""What a person at the terminal reads: findings and questions, grouped, the first short."""

import csv
import os
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from pipeline.landing.problem import Problem
from pipeline.paths import Paths, PipelineError
from pipeline.publish.asks import SHOWN, AskError, listed
from pipeline.publish.builds import REPORT, newest_whole
from pipeline.publish.forms import harmless

VARIABLES = ("WAREHOUSE_DIR", "LANDING_DIR")
# Lines of findings before the rest is counted; where something landed, what is old in the
# seeds is no news.
LINES_SHOWN = 20
OLD_LINES_SHOWN = 3


@dataclass
class Group:
    """Findings of one rule in one file, and whether the build before had none of them."""

    is_new: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_old_of_seeds(self) -> bool:
        """Whether they are warnings about the seeds that the build before had too."""
        first = self.problems[0]
        is_warning = first.severity != "error"
        return is_warning and not self.is_new and first.file.startswith("seeds/")

    def __str__(self) -> str:
        """Return the first of them, and how many more there are."""
        first, *others = self.problems
        more = f" (and {len(others)} more of this rule in this file)" if others else ""
        return f"{first.severity}: {first}{more}"


def known_findings(paths: Paths) -> set[str]:
    """Return the findings that the newest whole build was published with."""
    build, _ = newest_whole(paths)
    if build is None or not (build / REPORT).is_file():
        return set()
    lines = (build / REPORT).read_text(encoding="utf-8").splitlines()
    return {line[2:] for line in lines if line.startswith("- ")}


def grouped(problems: list[Problem], known: set[str]) -> list[Group]:
    """Return findings by rule and file: errors, then what is new, then what landed.

    Beside none that are known nothing counts as new.
    """
    groups: dict[tuple[str, bool, str, str], Group] = {}
    for problem in problems:
        is_new = bool(known) and str(problem) not in known
        key = (problem.severity, is_new, problem.file, problem.rule)
        groups.setdefault(key, Group(is_new)).problems.append(problem)
    return sorted(
        groups.values(),
        key=lambda group: (
            group.problems[0].severity != "error",
            not group.is_new,
            group.problems[0].file.startswith("seeds/"),
        ),
    )


def lines_of_findings(
    problems: list[Problem],
    known: set[str],
    is_all: bool = False,
    limit: int = LINES_SHOWN,
) -> list[str]:
    """Return findings as lines: a group a line, the first of them, or every one."""
    groups = grouped(problems, known)
    if is_all:
        return [f"{p.severity}: {p}" for group in groups for p in group.problems]
    n_news = sum(not group.is_old_of_seeds for group in groups)
    if n_news:
        limit = min(limit, n_news + OLD_LINES_SHOWN)
    lines = [("new " if group.is_new else "") + str(group) for group in groups[:limit]]
    n_left = sum(len(group.problems) for group in groups[limit:])
    return lines + ([f"... and {n_left} more; --all prints them"] if n_left else [])


def print_problems(
    problems: list[Problem], known: set[str] | None = None, is_all: bool = False
) -> None:
    """Print findings: errors, new and landed ones first, those of one rule in a line."""
    from pipeline.plain_errors import errors

    for line in lines_of_findings(problems, known or set(), is_all):
        errors.print(f"  {line}")


def write_findings(file: Path, problems: list[Problem], known: set[str]) -> None:
    """Write every finding as a row of a CSV file.

    Raises:
        PipelineError: it cannot be written.

    """
    columns = ["severity", "is_new", "file", "row", "column", "value", "expected"]
    rows = [
        (p.severity, bool(known) and str(p) not in known, p.file, p.row, p.column, p.value,
         p.rule)
        for p in problems
    ]  # fmt: skip
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as text:
            writer = csv.writer(text)
            writer.writerow(columns)
            writer.writerows(map(harmless, row) for row in rows)
    except OSError as error:
        raise PipelineError(f"Cannot write {file}: {error.strerror}") from error


def print_asked(
    errors: Console, error: AskError, panel: str | None, is_all: bool
) -> None:
    """Print what would move, and what publishes it all the same."""
    errors.print(str(error), style="red")
    for line in listed(error.changes, None if is_all else SHOWN):
        errors.print(f"  {line}")
    if error.causes:
        errors.print("Changed since then:")
    for line in listed(error.causes, None if is_all else SHOWN):
        errors.print(f"  {line}")
    errors.print(f"All of it: {error.report}")
    made, called = accepting_commands(error.token, panel)
    errors.print(f"To publish it:\n    {made}\nor\n    {called}", style="bold")


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
