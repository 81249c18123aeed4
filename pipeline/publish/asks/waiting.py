"""The audited set that waits for an answer: kept beside the builds, published by a rename.

builds/.asked/<build_id>/ is whole but not a build: no reader and no list of builds looks
there. The next build publishes it if it is accepted and still of the present inputs, code
and build before, and deletes it otherwise.
"""

import os
from pathlib import Path
from typing import Any

from pipeline.paths import Paths, PipelineError
from pipeline.publish.builds import (
    newest_whole,
    publish_partial,
    read_record,
    remove_tree,
    verify,
    waiting_folder,
)


def keep(paths: Paths, build_id: str) -> Path:
    """Let the audited build under way wait; return its folder."""
    waiting = waiting_folder(paths)
    remove_tree(waiting)
    waiting.mkdir()
    os.rename(paths.partial, waiting / build_id)
    return waiting / build_id


def publish_waiting(
    paths: Paths, token: str, hashes: dict[str, str], packages: dict[str, str]
) -> Path | None:
    """Publish the set that waits if the token is its own and nothing has changed since.

    Return the folder of the build, or None where it has to be built anew.
    """
    for folder in sorted(waiting_folder(paths).glob("*")):
        try:
            record = read_record(folder)
        except PipelineError:
            return None
        is_present = record["fingerprints"] == hashes and record["packages"] == packages
        asked: Any = record.get("asked") or {}
        before, _ = newest_whole(paths)
        if (
            is_present
            and asked.get("token") == token
            and asked.get("compared_with") == (before.name if before else None)
            and not verify(folder)
        ):
            remove_tree(paths.partial)
            os.rename(folder, paths.partial)
            remove_tree(waiting_folder(paths))
            return publish_partial(paths, folder.name)
    return None
