"""Commands of the integration index.

Exit codes: 0 done, 1 failed, 2 an option that there is not, 3 a question is open, 4 a gate
stopped it, 5 (on demand) nothing to do, 130 interrupted.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import landing_commands as landing
from pipeline.completion import SHELLS, script
from pipeline.messages import known_findings, print_asked
from pipeline.output import AsJson, console, tell
from pipeline.paths import Paths, PipelineError, connect
from pipeline.plain_errors import Commands, errors
from pipeline.publish.asks import AskError
from pipeline.tables import (
    print_changes,
    print_claims,
    print_engine_summary,
    print_index,
    print_summary,
    table_of_builds,
)

NOTHING_TO_DO = 5

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command()(landing.validate)
app.command("new-region")(landing.new_region)
app.command()(landing.template)

All = Annotated[bool, typer.Option("--all", help="Print every finding.")]
PanelOption = Annotated[
    str | None,
    typer.Option(
        "--panel", help="Parquet file or folder whose figures join the seeds."
    ),
]
Scenario = Annotated[
    str, typer.Option(help="Reading of the method, see marts.dim_scenario.")
]
Target = Annotated[
    str,
    typer.Option(help="dev (DuckDB), postgres, spark or spark_cluster."),
]


def print_version(is_asked: bool) -> None:
    """Print the version and the commit of the code."""
    if is_asked:
        from pipeline.build.records import code_version, version

        root = Paths.from_environment().root
        print(f"integration-index {version(root)} ({code_version(root)})")
        raise typer.Exit


@app.callback()
def main(
    is_version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            callback=print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
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
    target: Target = "dev",
    panel: PanelOption = None,
    is_all: All = False,
    is_detailed: Annotated[
        bool,
        typer.Option(
            "--detailed-exit-code", help="End with 5 where there was nothing to do."
        ),
    ] = False,
    is_shown: Annotated[
        bool, typer.Option("--show", help="Print the index and the scorecard then.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check the inputs, build, check the marts, and publish if all is well.

    Where much would move, it asks first: exit code 3, and nothing is published.
    On another target than dev the marts are built and published there.
    """
    from pipeline.build import run as builder

    paths = Paths.from_environment()
    known = known_findings(paths)
    with console.status("Reading") as status:

        def progress(step: str) -> None:
            status.update(f"{step} ...")

        if target != "dev":
            from pipeline.build.engines import build_on

            built = build_on(paths, target, panel, progress, accept)
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
                if as_json:
                    raise
                print_asked(errors, error, panel, is_all)
                raise typer.Exit(error.exit_code) from None
            except builder.GateError as error:
                error.is_all = is_all
                raise
    if target != "dev":
        print_engine_summary(built, target)
        tell("built", target=target, **without_findings(built))
        return
    if isinstance(summary, str):
        console.print(
            f"Inputs and code are those of the published build {summary}: nothing to do. "
            "--force builds all the same."
        )
    else:
        print_summary(summary, known, is_all)
    if is_shown:
        print_index(paths, "paper")
        print_claims(paths, "paper")
    if isinstance(summary, str):
        code = NOTHING_TO_DO if is_detailed else 0
        tell("nothing_to_do", code, build_id=summary)
        raise typer.Exit(code)
    tell("built", **without_findings(summary))


def without_findings(summary: Any) -> dict[str, Any]:
    """Return what a build did, its warnings counted: the report of the build has them."""
    return {**vars(summary), "warnings": len(summary.warnings)}


@app.command()
def publish(
    restore: Annotated[
        str | None, typer.Option(metavar="BUILD_ID", help="Publish this build again.")
    ] = None,
    target: Target = "dev",
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN",
            help="On PostgreSQL: drop the views of users that were asked about.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the builds that are kept, or publish an earlier one again.

    A new build is published by `build`, once every gate has passed.
    """
    from pipeline.publish import builds as publisher

    paths = Paths.from_environment()
    if target != "dev":
        publish_on(paths, target, restore, accept)
        return
    if restore:
        folder = publisher.restore(paths, restore)
        console.print(f"Published build {folder.name}")
        tell("published", build_id=folder.name)
        return
    published = paths.published()
    builds = {
        folder.name: publisher.read_record(folder)["code_version"]
        for folder in publisher.builds_of(paths)
    }
    if not builds:
        console.print(f"No builds in {paths.warehouse}: `make run` makes one.")
    name = published.name if published else None
    console.print(table_of_builds(builds, name))
    tell("done", builds=builds, published=name)


def publish_on(
    paths: Paths, target: str, restore: str | None, accept: str | None
) -> None:
    """List the builds that a server keeps, or publish one of them."""
    from pipeline.build.engines import builds_on, restore_on

    if restore:
        changes = restore_on(paths, target, restore, accept)
        console.print(f"Published build {restore} on {target}")
        print_changes(changes)
        tell("published", build_id=restore, target=target, changes=changes)
        return
    builds, published = builds_on(paths, target)
    if not builds:
        console.print(f"No builds on {target}: `make run TARGET={target}` makes one.")
    console.print(table_of_builds(builds, published))
    tell("done", builds=builds, published=published, target=target)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write into.")],
    form: Annotated[
        str,
        typer.Option("--format", help="csv, parquet, both, xlsx, sqlite or package."),
    ] = "csv",
    as_json: AsJson = False,
) -> None:
    """Copy the published marts into a folder: CSV, Parquet, Excel, SQLite or a package.

    The folder is new, empty or an earlier export, which is replaced as a whole.
    """
    from pipeline.publish.export import export as export_marts

    build_id = export_marts(Paths.from_environment(), folder, form)
    console.print(f"Wrote the marts of build {build_id} to {folder}")
    tell("done", build_id=build_id, folder=str(folder), format=form)


@app.command()
def freeze(
    version: Annotated[str, typer.Argument(help="Name of the version.")],
    scenario: Annotated[
        str, typer.Option(help="Reading whose published bounds are stored.")
    ],
    as_json: AsJson = False,
) -> None:
    """Store the bounds of a published reading in frozen_bounds.csv, where it stands.

    A scenario that names the version as its bounds_version_id is scored with them, so
    that a year added later leaves the scores of the earlier years as they were.
    """
    from pipeline.build.bounds import SEED, folder_of_reading, freeze_bounds

    paths = Paths.from_environment()
    folder = folder_of_reading(paths, scenario)
    with connect() as connection:
        n_bounds = freeze_bounds(connection, paths.root, scenario, version, folder)
    console.print(
        f"Stored {n_bounds} bounds as '{version}' in "
        f"{folder / SEED.name if folder else SEED}"
    )
    tell("done", n_bounds=n_bounds, version=version)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the machine, the folders and the published files; say what to mend."""
    from pipeline.doctor import diagnose

    findings = diagnose(Paths.from_environment())
    for is_well, text in findings:
        console.print(f"{'ok  ' if is_well else 'MEND'}  {text}")
    code = 0 if all(is_well for is_well, _ in findings) else 1
    tell(
        "failed" if code else "done",
        code,
        findings=[{"is_well": is_well, "text": text} for is_well, text in findings],
    )
    raise typer.Exit(code)


@app.command()
def index(
    scenario: Scenario = "paper",
    as_json: AsJson = False,
) -> None:
    """Print the integration index: agglomerations by years, with ranks."""
    names = ("cluster_en", "cluster_zh", "year", "integration_index", "index_rank")
    rows = print_index(Paths.from_environment(), scenario)
    tell("done", rows=[dict(zip(names, row, strict=True)) for row in rows])


@app.command()
def claims(
    scenario: Scenario = "paper",
    as_json: AsJson = False,
) -> None:
    """Print the replication scorecard: the paper's claims on these figures."""
    names = (
        *("claim_number", "outcome", "claim", "n_facts_met", "n_facts"),
        "evidence_against",
    )
    rows = print_claims(Paths.from_environment(), scenario)
    tell("done", claims=[dict(zip(names, row, strict=True)) for row in rows])


@app.command()
def completion(
    shell: Annotated[str, typer.Argument(help="bash or zsh.")] = "bash",
) -> None:
    """Print what completes commands and options: eval "$(python -m pipeline completion)".

    It defines the command `pipeline`, which calls this environment from any folder.
    """
    if shell not in SHELLS:
        raise PipelineError(
            f"No completion for '{shell}', expected one of [{', '.join(SHELLS)}]"
        )
    print(script(typer.main.get_command(app), shell))
