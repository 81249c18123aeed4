"""Write, audit, publish: a build is private until every gate has passed."""

import contextlib
import errno
import glob
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.build.dbt_runner import Dbt
from pipeline.build.dictionary import dictionary
from pipeline.build.records import (
    fill_quality,
    fill_shapes,
    identity_of,
    package_versions,
    rows_of_inputs,
)
from pipeline.build.stores import DuckDBFile
from pipeline.gates.landing_gate import validate_inputs
from pipeline.gates.mart_gate import built_in_duckdb, validate_marts
from pipeline.landing.checked import (
    copy_project,
    fingerprint,
    stop_on_changes,
    stop_on_other_inputs,
)
from pipeline.landing.landed import landing_variables, load_landing
from pipeline.landing.panel import Panel, find_panel
from pipeline.landing.problem import Problem
from pipeline.landing.understood import lines_understood
from pipeline.paths import (
    DUCKDB_FILE,
    INTERRUPTED,
    STORAGE,
    WORKINGS,
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
from pipeline.publish.files import write_files
from pipeline.publish.findings import FINDINGS, findings_page
from pipeline.publish.report import moved_indexes, quality_report

# What a build needs, with room: a build is about 115 MB, its temporary files as much.
MIN_FREE_BYTES = 400_000_000

Progress = Callable[[str], None]


class GateError(PipelineError):
    """A gate stopped the build; the findings say what is wrong where."""

    exit_code = 4
    status = "stopped"
    is_all = False  # whether every finding is to be printed

    def __init__(self, gate: str, problems: list[Problem]) -> None:
        """Keep the findings that stopped the build."""
        self.problems = [p for p in problems if p.severity == "error"]
        super().__init__(
            f"The {gate} gate stopped the build: {len(self.problems)} finding(s). "
            "What was published before stays."
        )


class InterruptedBuildError(PipelineError):
    """Somebody interrupted the build."""

    exit_code = INTERRUPTED
    status = "interrupted"


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


def unchanged_since_published(paths: Paths, hashes: dict[str, str]) -> str | None:
    """Return the id of the published build if it is whole, and of these inputs and code."""
    published = paths.published()
    if published is None or verify(published):
        return None
    record = read_record(published)
    same = record["fingerprints"] == hashes and record["packages"] == package_versions()
    return record["build_id"] if same else None


def build(
    paths: Paths,
    *,
    force: bool = False,
    accept_lower_coverage: bool = False,
    accept: str | None = None,
    panel: str | None = None,
    progress: Progress = lambda _: None,
) -> Summary | str:
    """Build, audit and publish; the options are those of the command.

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
            raise InterruptedBuildError(
                "Interrupted; `.venv/bin/python -m pipeline publish` lists what is "
                "published."
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
    """Yield the private DuckDB file of a build: in the partial folder if possible.

    DuckDB looks for the log of its transactions by the name before a question mark.
    """
    if "?" not in os.path.realpath(paths.warehouse):
        yield paths.partial / WORKINGS
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / WORKINGS


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
    identity = identity_of(paths.root, hashes)
    build_id = identity["build_id"]
    summary = Summary(build_id, paths.builds / build_id)
    clock = Clock(summary.seconds, progress)

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
    variables = landing_variables(landed, has_panel=panel is not None)
    summary.n_steps, manifest = dbt.build(variables, progress, keep_in=paths.partial)

    clock.start("Mart gate")
    with duckdb.connect(str(file), config={"threads": 1}) as private:
        published, warnings = whole_published(paths)
        summary.warnings = warnings + summary.warnings
        store = DuckDBFile(private)
        store.insert("quality.dim_column", dictionary(manifest))
        built = built_in_duckdb(private)
        mart_records, mart_problems = validate_marts(built)
        stop_on_errors("marts", mart_problems)
        moves, asked_records = what_moves(private, published, paths.root)
        causes = what_changed(private, published, paths.root, hashes) if moves else []
        if published is None:
            moves = nothing_compared(warnings) + moves
        records += mart_records + asked_records
        summary.warnings += mart_problems

        clock.start("Export")
        fill_shapes(store, built, inputs)
        fill_quality(
            store,
            built,
            identity,
            hashes,
            rows_of_inputs(inputs, panel),
            records,
            findings_before(published),
        )
        summary.n_expectations = sum(record.is_success for record in records)
        summary.rows = write_files(private, paths.partial, file.with_name(DUCKDB_FILE))
        summary.moved = moved_indexes(private, published)
        private.execute("checkpoint")
        findings = findings_page(private, build_id)

    if file.parent != paths.partial:
        for name in (WORKINGS, DUCKDB_FILE):
            shutil.move(file.with_name(name), paths.partial)
    (paths.partial / FINDINGS).write_text(findings, encoding="utf-8")
    (paths.partial / REPORT).write_text(
        quality_report(build_id, records, summary.warnings, moves, causes),
        encoding="utf-8",
    )
    asked = {
        "token": token_of(moves),
        "compared_with": published.name if published else None,
        "changes": list(listed(moves, None)),
    }
    write_record(paths.partial, identity, hashes, asked)
    clock.start("Publish")
    if panel:
        panel.stop_if_changed()
    now = fingerprint(paths) | (panel.hashes if panel else {})
    stop_on_changes(hashes, now)
    open_moves = [m for m in moves if not (accept_lower_coverage and m.is_coverage)]
    if open_moves and accept != token_of(moves):
        report = keep(paths, build_id) / REPORT
        before = published.name if published else ""
        raise AskError(open_moves, causes, token_of(moves), before, report)
    publish_partial(paths, build_id)
    clock.stop()
    return summary


def write_record(
    partial: Path, identity: dict[str, str], hashes: dict[str, str], asked: dict
) -> None:
    """Write what a build says of itself, with the hashes of its files."""
    record = {
        **identity,
        "asked": asked,
        "packages": package_versions(),
        "fingerprints": hashes,
        "files": {
            str(path.relative_to(partial)): file_hash(path)
            for path in files_of(partial)
        },
    }
    (partial / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def findings_before(published: Path | None) -> list[tuple]:
    """Return the rows of fct_quality_by_build of a published build."""
    file = published and published / "quality" / "fct_quality_by_build.parquet"
    if not file or not file.is_file():
        return []
    path = glob.escape(str(file))
    return duckdb.execute("from read_parquet(?)", [path]).fetchall()


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

    def __init__(self, seconds: dict[str, float], progress: Progress) -> None:
        """Start with no step."""
        self.seconds = seconds
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
            self.seconds[self.step] = time.perf_counter() - self.since
        self.step = None


def stop_on_errors(gate: str, problems: list[Problem]) -> None:
    """Raise when a finding stops the build."""
    if any(problem.severity == "error" for problem in problems):
        raise GateError(gate, problems)
