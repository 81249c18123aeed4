"""Commands of the integration index."""

from collections import defaultdict
from typing import Annotated

import duckdb
import typer
from rich import box
from rich.console import Console
from rich.table import Table

from pipeline.warehouse import WarehouseError, connect, warehouse_path

app = typer.Typer(no_args_is_help=True, add_completion=False)
console = Console(markup=False, highlight=False)


@app.callback()
def main() -> None:
    """Read the regional-integration index of the Yangtze River Economic Belt."""


@app.command()
def index(
    scenario: Annotated[
        str, typer.Option(help="Reading of the method, see marts.dim_scenario.")
    ] = "paper",
) -> None:
    """Print the integration index: agglomerations by years, with ranks."""
    try:
        with connect() as connection:
            console.print(index_table(connection, scenario))
            console.print(indicator_summary(connection, scenario))
    except WarehouseError as error:
        console.print(str(error), style="red", soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(f"Marts: schema marts of {warehouse_path()}", soft_wrap=True)


def index_table(connection: duckdb.DuckDBPyConnection, scenario: str) -> Table:
    """Return the index of a scenario, one row per agglomeration.

    Raises:
        WarehouseError: there is no such scenario.

    """
    rows = connection.execute(
        """
        select cluster_en, cluster_zh, year, integration_index, index_rank
        from marts.rpt_integration_index
        where scenario_id = ?
        order by year, index_rank
        """,
        [scenario],
    ).fetchall()
    if not rows:
        known = connection.execute(
            "select scenario_id from marts.dim_scenario order by scenario_id"
        ).fetchall()
        raise WarehouseError(
            f"No scenario '{scenario}', expected one of "
            f"[{', '.join(name for (name,) in known)}]."
        )
    years = sorted({row[2] for row in rows})
    cells: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for name_en, name_zh, year, value, rank in rows:
        text = "-" if value is None else f"{value:.2f} ({rank})"
        cells[(name_en, name_zh)][year] = text
    table = Table(
        title=f"Integration index (rank), reading '{scenario}'",
        box=box.SIMPLE,
        pad_edge=False,
    )
    table.add_column("Urban agglomeration", no_wrap=True)
    table.add_column("城市群", no_wrap=True)
    for year in years:
        table.add_column(str(year), justify="right")
    for names, by_year in cells.items():
        table.add_row(*names, *(by_year.get(year, "-") for year in years))
    return table


def indicator_summary(connection: duckdb.DuckDBPyConnection, scenario: str) -> str:
    """Say how many indicators the scenario uses and which it leaves out."""
    left_out = connection.execute(
        """
        select dim_indicator.indicator_en
        from marts.dim_indicator
        where
            alternative_of is null
            and indicator_id not in (
                select indicator_id
                from marts.fct_indicator_score
                where scenario_id = ?
            )
        order by sort_order
        """,
        [scenario],
    ).fetchall()
    (total,) = connection.execute(
        "select count(*) from marts.dim_indicator where alternative_of is null"
    ).fetchone() or (0,)
    names = ", ".join(name for (name,) in left_out) or "none"
    return (
        f"{total - len(left_out)} of {total} indicators; left out for want of figures: "
        f"{names}.\nReasons: marts.dim_indicator_availability"
    )
