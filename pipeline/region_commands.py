"""Commands that begin a region, and what the others print of what landed."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.landing.files import Inputs
from pipeline.landing.problem import printable
from pipeline.landing.understood import lines_understood
from pipeline.paths import Paths
from pipeline.plain_errors import plain_console

console = plain_console()


def new_region(
    name: Annotated[str, typer.Argument(help="Name of the region, such as rhine.")],
    places: Annotated[
        Path | None,
        typer.Option(help="CSV or .xlsx: code, name and agglomeration of each place."),
    ] = None,
) -> None:
    """Write the landing folder of a new region, which builds as it is."""
    from pipeline.landing.new_region import new_region as write_region

    for path in write_region(Paths.from_environment(), name, places):
        console.print(f"Wrote {path}")
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


def print_read(inputs: Inputs) -> None:
    """Print what the gate understood of what landed."""
    print_understood(lines_understood(inputs))


def print_understood(lines: list[str]) -> None:
    """Print what landed, as it was read."""
    if lines:
        console.print("What landed, as it was read:")
    for line in lines:
        console.print(f"  {printable(line)}")
