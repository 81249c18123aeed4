"""Commands about what lands: check it, begin a region; and what is said of it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.landing.problem import printable
from pipeline.landing.understood import lines_understood
from pipeline.messages import known_findings, print_problems, write_findings
from pipeline.output import STOPPED, AsJson, console, tell
from pipeline.paths import Paths


def validate(
    is_all: Annotated[bool, typer.Option("--all", help="Print every finding.")] = False,
    table: Annotated[
        Path | None, typer.Option(help="CSV file to write every finding into.")
    ] = None,
    panel: Annotated[
        str | None,
        typer.Option(help="Parquet file or folder whose figures join the seeds."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check seeds, landing files and a panel; nothing is built or published."""
    from pipeline.gates.landing_gate import validate_inputs
    from pipeline.landing.panel import find_panel

    paths = Paths.from_environment()
    found = find_panel(panel) if panel else None
    inputs, records, problems = validate_inputs(paths, found)
    print_understood(lines_understood(inputs))
    stopping = [p for p in problems if p.severity == "error"]
    warnings = [p for p in problems if p.severity != "error"]
    known = known_findings(paths)
    print_problems(problems, known, is_all)
    if table:
        write_findings(table, problems, known)
        console.print(f"Wrote {len(problems)} findings to {table}")
    console.print(
        f"{len(inputs.files)} files, {len(records)} expectations, "
        f"{len(stopping)} errors, {len(warnings)} warnings"
    )
    code = STOPPED if stopping else 0
    tell(
        "stopped" if stopping else "done",
        code,
        n_files=len(inputs.files),
        n_expectations=len(records),
        n_errors=len(stopping),
        n_warnings=len(warnings),
        findings=[vars(problem) for problem in problems],
    )
    raise typer.Exit(code)


def new_region(
    name: Annotated[str, typer.Argument(help="Name of the region, such as rhine.")],
    places: Annotated[
        Path | None,
        typer.Option(help="CSV or .xlsx: code, name and agglomeration of each place."),
    ] = None,
) -> None:
    """Write the landing folder of a new region, which builds as it is."""
    from pipeline.landing.new_region import new_region as write_region

    files, said = write_region(Paths.from_environment(), name, places)
    for line in (*(f"Wrote {path}" for path in files), *said):
        console.print(line)
    console.print("What is still to do is in its README.md.")


def template(
    name: Annotated[str, typer.Argument(help="Name of the region, such as rhine.")],
    to: Annotated[
        Path | None, typer.Option(help="File to write; NAME.xlsx here without it.")
    ] = None,
) -> None:
    """Write a workbook to fill in: places, variables, indicators, figures of a region."""
    from pipeline.landing.template import write_template

    target = to or Path(f"{name}.xlsx")
    write_template(Paths.from_environment(), name, target)
    console.print(f"Wrote {target}; filled in it goes into landing/{name}/.")


def print_understood(lines: list[str]) -> None:
    """Print what landed, as it was read."""
    if lines:
        console.print("What landed, as it was read:")
    for line in lines:
        console.print(f"  {printable(line)}")
