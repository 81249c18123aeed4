"""What can be wrong with a machine, its folders or the published files."""

import os
import platform
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
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
# What only some commands need: how it is called, and who would miss it.
TOOLS = (
    (
        ("chromium", "google-chrome", "chrome"),
        "Chromium",
        "the tests of the viewer's pages",
    ),
    (("java",), "Java 17", "TARGET=spark"),
    (("psql",), "PostgreSQL", "TARGET=postgres"),
)
OLDEST_CLIENT = (1, 5)


def diagnose(paths: Paths) -> list[Finding]:
    """Return findings: whether all is well, and what is or what to do."""
    versions = {"Python": platform.python_version(), **package_versions()}
    return [
        (True, ", ".join(f"{name} {v}" for name, v in versions.items())),
        *environment(),
        *packages(paths.root / "requirements.lock"),
        *tools(),
        *folders(paths),
        *published_files(paths),
    ]


def environment() -> list[Finding]:
    """Return what is wrong with the packages and the environment variables."""
    is_own = sys.prefix != sys.base_prefix
    damaged = damage(Path(sys.prefix)) if is_own else None
    advice = [f"{damaged}: `make run` makes it anew"] if damaged else []
    return [(False, text) for text in (*advice, *misused_variables())]


def packages(lock: Path) -> list[Finding]:
    """Return which packages are not those of the lock file."""
    pinned: dict[str, set[str]] = {}
    for line in lock.read_text("utf-8").splitlines():
        # A line with a marker may be meant for another machine.
        if pin := re.match(r"([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)(.*)", line):
            pinned.setdefault(pin[1], set()).add(pin[2])
            if ";" in pin[3]:
                pinned[pin[1]].add(installed_version(pin[1]))
    wrong = [
        f"{name} {found}, expected {' or '.join(sorted(wanted))}"
        for name, wanted in pinned.items()
        if (found := installed_version(name)) not in wanted
    ]
    if not wrong:
        return [(True, f"{len(pinned)} packages as {lock.name} has them")]
    return [(False, f"not as {lock.name} has it, `make clean run`: {'; '.join(wrong)}")]


def installed_version(name: str) -> str:
    """Return the version of a package, or that there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"


def tools() -> list[Finding]:
    """Return what is not there and a part alone needs, and clients that are too old."""
    missing = [
        f"{name} ({for_whom})"
        for programs, name, for_whom in TOOLS
        if not any(map(shutil.which, programs))
    ]
    if shutil.which("fc-list") and not said_by("fc-list", ":lang=zh", "family"):
        missing.append("a font with Chinese characters (maps and pages in Chinese)")
    findings = [(True, f"not on this machine: {one}") for one in missing]
    client = re.search(r"v?(\d+)\.(\d+)", said_by("duckdb", "--version"))
    if client and tuple(map(int, client.groups())) < OLDEST_CLIENT:
        findings.append(
            (False, f"the DuckDB command line is {client[0]}; the published file opens "
                    f"from {'.'.join(map(str, OLDEST_CLIENT))} on")
        )  # fmt: skip
    return findings


def said_by(*command: str) -> str:
    """Return what a program prints, or nothing where it is not there."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


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
            f"`.venv/bin/python -m pipeline publish --restore {whole.name}`"
            if whole
            else "`.venv/bin/python -m pipeline build --force`"
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
