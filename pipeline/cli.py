"""Commands of the integration index."""

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich import box
from rich.table import Table

from pipeline import landing_commands as landing
from pipeline.messages import (
    known_findings,
    lines_of_findings,
    print_asked,
)
from pipeline.paths import Paths, PipelineError, connect
from pipeline.plain_errors import Commands, errors, plain_console
from pipeline.publish.asks import AskError

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
console = plain_console()
app.command()(landing.validate)
app.command("new-region")(landing.new_region)
app.command()(landing.template)


@app.callback()
def main() -> None:
    """Build, check and publish the integration index of the Yangtze River Economic Belt."""


@app.command()
def build(
    force: Annotated[
        bool, typer.Option(help="Build although inputs and code are unchanged.")
    ] = False,
    accept_lower_coverage: Annotated[
        bool,
        typer.Option(
            help="Publish although statistics rest on fewer cities than before."
        ),
    ] = False,
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN",
            help="Publish what was asked about; the question names the token.",
        ),
    ] = None,
    target: Annotated[
        str,
        typer.Option(help="dev (DuckDB, published), postgres, spark or spark_cluster."),
    ] = "dev",
    panel: Annotated[
        str | None,
        typer.Option(help="Parquet file or folder whose figures join the seeds."),
    ] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Print every finding.")] = False,
) -> None:
    """Check the inputs, build, check the marts, and publish if all is well.

    Where much would move, it asks first: exit code 3, and nothing is published.
    On another target than dev the marts are built there, and nothing is published.
    """
    from pipeline.build import run as builder

    paths = Paths.from_environment()
    known = known_findings(paths)
    with console.status("Reading") as status:

        def progress(step: str) -> None:
            status.update(f"{step} ...")

        if target != "dev":
            from pipeline.build.engines import build_on

            built = build_on(paths, target, panel, progress)
        else:
            try:
                summary = builder.build(
                    paths,
                    force=force,
                    accept_lower_coverage=accept_lower_coverage,
                    accept=accept,
                    panel=panel,
                    progress=progress,
                )
            except AskError as error:
                print_asked(errors, error, panel, is_all)
                raise typer.Exit(error.exit_code) from None
            except builder.GateError as error:
                error.is_all = is_all
                raise
    if target != "dev":
        print_engine_summary(built, target)
        return
    if isinstance(summary, str):
        console.print(
            f"Inputs and code are those of the published build {summary}: nothing to do. "
            "--force builds all the same."
        )
        return
    print_summary(summary, known, is_all)


def print_engine_summary(summary, target: str) -> None:
    """Print what a build on another engine did, and the index that is there now."""
    steps = ", ".join(f"{name} {s:.1f} s" for name, s in summary.seconds.items())
    console.print(f"Built on {target}: {steps}")
    console.print(
        f"{summary.n_steps} seeds, models and dbt tests passed; "
        f"{len(summary.warnings)} warnings of the landing gate "
        "(python -m pipeline validate lists them)"
    )
    console.print(index_table(summary.index_rows, "paper"))
    console.print("Marts: schema marts of the target; nothing was published.")


def print_summary(summary, known: set[str], is_all: bool) -> None:
    """Print what a build did: seconds, rows, warnings and what moved."""
    console.print(f"Published build {summary.build_id}")
    if not summary.n_steps:
        console.print(
            "It was built before, and waited for your answer: nothing has changed since. "
            f"What was accepted: {summary.folder}/quality_report.md"
        )
        return
    steps = ", ".join(f"{name} {s:.1f} s" for name, s in summary.seconds.items())
    console.print(f"{steps}; {sum(summary.seconds.values()):.1f} s in all")
    console.print(
        f"{summary.n_steps} seeds, models and dbt tests and {summary.n_expectations} "
        f"expectations passed; {len(summary.rows)} marts, "
        f"{sum(summary.rows.values()):,} rows"
    )
    landing.print_understood(summary.understood)
    if summary.warnings:
        n_new = sum(known != set() and str(p) not in known for p in summary.warnings)
        console.print(
            f"{len(summary.warnings)} warnings, {n_new} of them new, all in "
            f"{summary.folder}/quality_report.md; the first:"
        )
        for line in lines_of_findings(summary.warnings, known, is_all, limit=3):
            console.print(f"  {line}")
    if summary.moved:
        console.print(
            "What moved in the paper's reading since the last published build:"
        )
        for cluster, year, before, now, rank_before, rank_now in summary.moved:
            console.print(
                f"  {cluster} {year}: {number(before)} (rank {rank_before or '-'}) -> "
                f"{number(now)} (rank {rank_now or '-'})"
            )


def number(value: float | None) -> str:
    """Return a number as the summary shows it."""
    return "-" if value is None else f"{value:.4f}"


@app.command()
def publish(
    restore: Annotated[
        str | None, typer.Option(metavar="BUILD_ID", help="Publish this build again.")
    ] = None,
) -> None:
    """List the builds that are kept, or publish an earlier one again.

    A new build is published by `build`, once every gate has passed.
    """
    from pipeline.publish import builds as publisher

    paths = Paths.from_environment()
    if restore:
        folder = publisher.restore(paths, restore)
        console.print(f"Published build {folder.name}")
        return
    published = paths.published()
    builds = publisher.builds_of(paths)
    if not builds:
        console.print(f"No builds in {paths.warehouse}: `make run` makes one.")
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Build", "Code", "Published"):
        table.add_column(heading, no_wrap=True)
    for folder in builds:
        record = publisher.read_record(folder)
        mark = "yes" if folder == published else ""
        table.add_row(folder.name, record["code_version"], mark)
    console.print(table)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write into.")],
    form: Annotated[
        str, typer.Option("--format", help="csv, parquet or both.")
    ] = "csv",
) -> None:
    """Copy the published marts into a folder, as CSV or Parquet.

    The folder is new, empty or an earlier export, which is replaced as a whole.
    """
    from pipeline.publish.export import export as export_marts

    build_id = export_marts(Paths.from_environment(), folder, form)
    console.print(f"Wrote the marts of build {build_id} to {folder}")


@app.command()
def freeze(
    version: Annotated[str, typer.Argument(help="Name of the version.")],
    scenario: Annotated[
        str, typer.Option(help="Reading whose published bounds are stored.")
    ],
) -> None:
    """Store the bounds of a published reading in seeds/reference/frozen_bounds.csv.

    A scenario that names the version as its bounds_version_id is scored with them, so
    that a year added later leaves the scores of the earlier years as they were.
    """
    from pipeline.build.bounds import SEED, freeze_bounds

    with connect() as connection:
        root = Paths.from_environment().root
        n_bounds = freeze_bounds(connection, root, scenario, version)
    console.print(f"Stored {n_bounds} bounds as '{version}' in {SEED}")


@app.command()
def doctor() -> None:
    """Check the machine, the folders and the published files; say what to mend."""
    from pipeline.doctor import diagnose

    findings = diagnose(Paths.from_environment())
    for is_well, text in findings:
        console.print(f"{'ok  ' if is_well else 'MEND'}  {text}")
    if not all(is_well for is_well, _ in findings):
        raise typer.Exit(1)


@app.command()
def index(
    scenario: Annotated[
        str, typer.Option(help="Reading of the method, see marts.dim_scenario.")
    ] = "paper",
) -> None:
    """Print the integration index: agglomerations by years, with ranks."""
    paths = Paths.from_environment()
    with connect(paths) as connection:
        console.print(index_table(index_rows(connection, scenario), scenario))
        console.print(indicator_summary(connection, scenario))
    console.print(
        f"Marts: schema marts of {paths.warehouse}/integration.duckdb, and "
        f"{paths.warehouse}/marts/*.parquet"
    )


@app.command()
def claims(
    scenario: Annotated[
        str, typer.Option(help="Reading of the method, see marts.dim_scenario.")
    ] = "paper",
) -> None:
    """Print the replication scorecard: the paper's claims on these figures."""
    from pipeline.publish.findings import FINDINGS

    paths = Paths.from_environment()
    with connect(paths) as connection:
        rows = connection.execute(
            """
            select claim_number, outcome, claim_en, n_facts_met, n_facts,
                coalesce(evidence_against, evidence_missing)
            from marts.fct_claim
            inner join marts.dim_claim using (claim_id)
            where scenario_id = ?
            order by claim_number
            """,
            [scenario],
        ).fetchall()
        if not rows:
            raise unknown_scenario(connection, scenario)
    n_reproduced = sum(outcome == "reproduced" for _, outcome, *_ in rows)
    console.print(
        f"{n_reproduced} of {len(rows)} claims reproduced, reading '{scenario}'"
    )
    for n, outcome, claim, n_met, n_facts, reason in rows:
        console.print(
            f"{n:>2} {outcome.replace('_', ' ')} ({n_met} of {n_facts}): {claim}"
        )
        if reason:
            parts = reason.split("; ")
            more = f"; and {len(parts) - 2} more" if len(parts) > 2 else ""
            console.print(f"     {'; '.join(parts[:2])}{more}")
    console.print("Figures for and against each: marts.fct_claim, marts.fct_claim_fact")
    console.print(
        f"What the figures say, in one page: {paths.warehouse}/current/{FINDINGS}"
    )


def unknown_scenario(
    connection: duckdb.DuckDBPyConnection, scenario: str
) -> PipelineError:
    """Return the error for a scenario that is not there."""
    known = connection.execute(
        "select scenario_id from marts.dim_scenario where scenario_kind = 'named' "
        "order by scenario_id"
    ).fetchall()
    return PipelineError(
        f"No scenario '{scenario}', expected one of [{', '.join(n for (n,) in known)}]."
    )


def index_rows(connection: duckdb.DuckDBPyConnection, scenario: str) -> list[tuple]:
    """Return names, year, index and rank of a scenario, by year and rank.

    Raises:
        PipelineError: there is no such scenario.

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
        raise unknown_scenario(connection, scenario)
    return rows


def index_table(rows: list[tuple], scenario: str) -> Table:
    """Return the index of a scenario, one row per agglomeration."""
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
    """Say which indicators the scenario uses and how, and how near Table 4 it comes."""
    indicators = connection.execute(
        """
        select
            indicators.indicator_en,
            indicators.indicator_id in (
                select indicator_id
                from marts.fct_indicator_score
                where scenario_id = scenarios.scenario_id
            ) as is_used,
            coalesce(indicators.data_note, available.reason) as why_missing,
            indicators.proxy_en,
            (
                select sum(n_published_rate)
                from marts.fct_indicator_score as score
                inner join marts.fct_cluster_dispersion as dispersion
                    on dispersion.membership_scheme_id = scenarios.membership_scheme_id
                    and dispersion.indicator_id = score.measured_by_indicator_id
                    and dispersion.cluster_id = score.cluster_id
                    and dispersion.year = score.year
                where score.scenario_id = scenarios.scenario_id
                    and score.indicator_id = indicators.indicator_id
            ) as n_published_rate
        from marts.dim_indicator as indicators
        inner join marts.dim_indicator_list using (indicator_id)
        inner join marts.dim_scenario as scenarios using (indicator_list)
        left join marts.dim_indicator_availability as available
            on available.indicator_id = indicators.indicator_id
            and available.membership_scheme_id = scenarios.membership_scheme_id
            and available.panel_id = scenarios.panel_id
        where scenarios.scenario_id = ? and indicators.alternative_of is null
            and (scenarios.is_landed or not indicators.is_landed)
        order by indicators.sort_order
        """,
        [scenario],
    ).fetchall()
    distances = connection.execute(
        """
        select mean_distance, count(difference)
        from marts.rpt_between_cluster_cv
        where scenario_id = ? and mean_distance is not null
        group by mean_distance
        """,
        [scenario],
    ).fetchall()
    left_out = [(name, why) for name, is_used, why, *_ in indicators if not is_used]
    total = len(indicators)
    names = ", ".join(name for name, _ in left_out) or "none"
    lines = [f"{total - len(left_out)} of {total} indicators; not used: {names}."]
    lines += [f"  {name}: {why}" for name, why in left_out if why]
    used = [row for row in indicators if row[1]]
    if proxies := [f"{name} ({proxy})" for name, *_, proxy, _ in used if proxy]:
        lines.append(f"Measured by a proxy: {', '.join(proxies)}.")
    if rates := [f"{name} ({n:.0f} values)" for name, *_, n in used if n]:
        lines.append(f"In part published rates in place of counts: {', '.join(rates)}.")
    lines += [
        f"Mean distance from the {n} values of the paper's Table 4: {distance:.3f}."
        for distance, n in distances
    ]
    lines.append("Reasons: marts.dim_indicator_availability")
    return "\n".join(lines)
