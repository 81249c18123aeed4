"""Kill builds at random moments and look at what is published after each.

    python tests/python/kill_builds.py 20

works on a mini-world of its own; a shorter run is part of the tests.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from mini_world import built, copied  # noqa: E402

from pipeline.paths import WORKINGS, Paths, connect  # noqa: E402
from pipeline.publish.builds import builds_of, verify  # noqa: E402


def mini_world_in(folder: Path, warehouse: Path | None = None) -> Paths:
    """Return a mini-world of its own, whose warehouse begins with a published build.

    Args:
        folder: the project's.
        warehouse: the warehouse's, where it is not in the project's.

    """
    published = built()
    paths = copied(folder)
    if warehouse is not None:
        paths = replace(paths, warehouse=warehouse)
    shutil.copytree(published, paths.builds / published.name)
    paths.current.symlink_to(Path("builds") / published.name)
    return paths


def start_build(paths: Paths) -> subprocess.Popen[bytes]:
    """Start a build of a project in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build", "--force"],
        cwd=paths.root,
        env={**os.environ, "WAREHOUSE_DIR": str(paths.warehouse), "LANDING_DIR": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def published_build(paths: Paths) -> str:
    """Return the id of the published build after checking that it is whole."""
    folder = paths.published()
    assert folder is not None, "nothing is published"
    assert verify(folder) == []
    with connect(paths) as connection:
        row = connection.execute(
            "select build_id, (select count(*) from marts.fct_integration_index) "
            "from quality.dim_build"
        ).fetchone()
    assert row is not None and row[0] == folder.name and row[1] > 0
    return folder.name


def kill_builds(paths: Paths, n_builds: int, seed: int) -> tuple[int, int]:
    """Kill builds while dbt writes, and stop what follows each at random moments.

    A build that is stopped leaves on the disk what it would if it were killed there, and
    goes on. Return how many had published at their moment, and how many not.
    """
    moments = random.Random(seed)
    n_new = n_old = 0
    for _ in range(n_builds):
        before = published_build(paths)
        process = start_build(paths)
        while not (paths.partial / WORKINGS).exists():
            assert process.poll() is None
            time.sleep(0.1)
        time.sleep(moments.uniform(0, 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert published_build(paths) == before
        process = start_build(paths)
        n_old += 1
        while process.poll() is None:
            time.sleep(moments.uniform(0, 3))
            os.killpg(process.pid, signal.SIGSTOP)
            is_new = published_build(paths) != before
            n_new, n_old = n_new + is_new, n_old + (not is_new)
            os.killpg(process.pid, signal.SIGCONT)
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
        assert published_build(paths) != before
        leftovers = [path.name for path in paths.builds.glob(".*")]
        assert leftovers == [], leftovers
        assert len(builds_of(paths)) >= 2
    return n_new, n_old


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        new, old = kill_builds(mini_world_in(Path(folder) / "world"), count, seed=1)
    print(f"{new + old} ends of builds: {new} had published, {old} had not; all whole")
