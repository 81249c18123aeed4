"""What can be wrong with a machine, its folders or the published files."""

import os
import platform
import shutil
import sys
from pathlib import Path

from pipeline.build.run import MIN_FREE_BYTES, package_versions
from pipeline.installed import damage
from pipeline.landing.checked import fingerprint, without_panel
from pipeline.paths import Paths, PipelineError, connect, misused_variables
from pipeline.publish.builds import (
    build_lock,
    builds_of,
    newest_whole,
    read_record,
    verify,
)

Finding = tuple[bool, str]


def diagnose(paths: Paths) -> list[Finding]:
    """Return findings: whether all is well, and what is or what to do."""
    versions = {"Python": platform.python_version(), **package_versions()}
    return [
        (True, ", ".join(f"{name} {v}" for name, v in versions.items())),
        *environment(),
        *folders(paths),
        *published_files(paths),
    ]


def environment() -> list[Finding]:
    """Return what is wrong with the packages and the environment variables."""
    is_own = sys.prefix != sys.base_prefix
    damaged = damage(Path(sys.prefix)) if is_own else None
    advice = [f"{damaged}: `make run` makes it anew"] if damaged else []
    return [(False, text) for text in (*advice, *misused_variables())]


def folders(paths: Paths) -> list[Finding]:
    """Return whether the folders can be used and nothing is in the way."""
    findings: list[Finding] = []
    try:
        with build_lock(paths):
            findings.append(
                (True, f"{paths.warehouse} can be written, no build under way")
            )
            leftovers = [path.name for path in paths.builds.glob(".*")]
            if leftovers:
                findings.append(
                    (True, f"left by a killed build, the next removes it: {leftovers}")
                )
    except PipelineError as error:
        findings.append((False, str(error)))
    exists = paths.warehouse if os.path.exists(paths.warehouse) else paths.root
    free = shutil.disk_usage(exists).free
    findings.append(
        (
            free >= MIN_FREE_BYTES,
            f"{free / 1e9:.1f} GB free, a build needs {MIN_FREE_BYTES / 1e9:.1f} GB",
        )
    )
    for folder in (paths.root / "seeds", paths.landing):
        if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK):
            findings.append(
                (False, f"{folder} cannot be read: give yourself permission")
            )
    return findings


def published_files(paths: Paths) -> list[Finding]:
    """Return whether the published build is there, whole and current."""
    try:
        published = paths.published()
    except PipelineError as error:
        return [(False, str(error))]
    if published is None:
        return [(False, "nothing is published: run `make run`")]
    problems = verify(published)
    if problems:
        whole, _ = newest_whole(paths)
        advice = (
            f"`python -m pipeline publish --restore {whole.name}`"
            if whole
            else "`python -m pipeline build --force`"
        )
        return [
            (False, f"{problem}; publish another: {advice}") for problem in problems
        ]
    findings = [(True, f"published build {published.name}: files as they were written")]
    try:
        with connect(paths) as connection:
            connection.execute("from quality.dim_build").fetchall()
    except PipelineError as error:
        return [*findings, (False, str(error))]
    record = read_record(published)
    is_current = (
        without_panel(record["fingerprints"]) == fingerprint(paths)
        and record["packages"] == package_versions()
    )
    state = (
        "of these inputs and code" if is_current else "older than the inputs or code"
    )
    findings.append(
        (True, f"the published build is {state}; {len(builds_of(paths))} kept")
    )
    return findings
