"""An export is whole: the folder holds the export of before or the new one."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import ROOT
from small_builds import CrashError, crashing_at, publish_small, small_paths

from pipeline.paths import Paths, PipelineError
from pipeline.publish import export as exporting
from pipeline.publish import forms
from pipeline.publish.export import RECORD, export


def ids_in(folder: Path) -> set[str]:
    """Return the build ids that the files of an export hold, its record among them."""
    record = json.loads((folder / RECORD).read_text())
    names = {path.name for path in folder.iterdir()} - {RECORD}
    assert names == set(record["files"])
    ids = {record["build_id"]}
    for name in names:
        reader = "read_parquet" if name.endswith(".parquet") else "read_csv"
        rows = duckdb.execute(
            f"select build_id, count(*) from {reader}(?) group by all",
            [str(folder / name)],
        )
        for build_id, n in rows.fetchall():
            assert n == 1000
            ids.add(build_id)
    return ids


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Return a warehouse with a small build, `new`."""
    paths = small_paths(tmp_path)
    publish_small(paths, "new")
    return paths


def older_export(paths: Paths, folder: Path) -> None:
    """Export a build of before, `old`, and publish `new` again."""
    publish_small(paths, "old")
    export(paths, folder, "both")
    publish_small(paths, "newer")


@pytest.mark.parametrize("step", range(16))
@pytest.mark.parametrize("before", ["nothing", "empty", "export"])
def test_a_crash_at_any_step(
    tmp_path: Path,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    step: int,
) -> None:
    folder = tmp_path / "out"
    if before == "empty":
        folder.mkdir()
    if before == "export":
        older_export(paths, folder)
    crashing = crashing_at(step)
    crashed = False
    with monkeypatch.context() as patched:
        for module, name in ((os, "rename"), (os, "fsync"), (shutil, "copyfile"),
                             (shutil, "copyfileobj"), (exporting, "exchange"),
                             (exporting, "remove_tree")):  # fmt: skip
            patched.setattr(module, name, crashing(getattr(module, name)))
        try:
            export(paths, folder, "both")
        except CrashError:
            crashed = True
    published = paths.published()
    assert published is not None
    if not folder.exists() or not any(folder.iterdir()):
        assert crashed and before != "export"
    elif crashed:
        assert ids_in(folder) in ({"old"}, {published.name})
    else:
        assert ids_in(folder) == {published.name}
    export(paths, folder, "parquet")
    assert ids_in(folder) == {published.name}
    assert not list(tmp_path.glob(".out*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.publish import export
from pipeline.paths import Paths
n = iter(range(1000))
def audit(event, arguments):
    if event in ("open", "os.rename", "ctypes.dlopen", "os.mkdir", "os.remove",
                 "os.rmdir", "os.chmod") and ".out.export-" in str(arguments):
        if next(n) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(audit)
export.export(Paths.from_environment(), Path(sys.argv[1]), "both")
"""


@pytest.mark.parametrize("step", [0, 3, 9, 14, 15, 16, 17, 18])
def test_a_kill_at_a_system_call(tmp_path: Path, paths: Paths, step: int) -> None:
    folder = tmp_path / "out"
    older_export(paths, folder)
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    result = subprocess.run(
        [sys.executable, str(script), str(folder), str(step)],
        env={**os.environ, "WAREHOUSE_DIR": str(paths.warehouse),
             "PYTHONPATH": str(ROOT)},
        check=False,
    )  # fmt: skip
    assert result.returncode in (0, -signal.SIGKILL)
    assert ids_in(folder) in ({"old"}, {"newer"})
    export(paths, folder, "both")
    assert ids_in(folder) == {"newer"} and not list(tmp_path.glob(".out*"))


def test_a_folder_with_other_files_stays(tmp_path: Path, paths: Paths) -> None:
    folder = tmp_path / "out"
    export(paths, folder, "csv")
    (folder / "notes.txt").write_text("mine")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(PipelineError, match=r"not of an export: notes\.txt"):
        export(paths, folder, "both")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with pytest.raises(PipelineError, match="is a file, expected a folder"):
        export(paths, folder / "notes.txt", "csv")
    with pytest.raises(PipelineError, match="is in the warehouse"):
        export(paths, paths.warehouse / "marts", "csv")
    assert list(tmp_path.glob(".out*")) == []


def test_what_is_saved_there_meanwhile_stays(
    tmp_path: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    export(paths, folder, "csv")
    write = exporting.write

    def write_slowly(*arguments) -> None:
        write(*arguments)
        (folder / "mine.xlsx").write_text("mine")

    monkeypatch.setattr(exporting, "write", write_slowly)
    with pytest.raises(PipelineError, match=r"mine\.xlsx"):
        export(paths, folder, "csv")
    assert (folder / "mine.xlsx").read_text() == "mine"


def test_an_export_of_before_without_a_record_is_replaced(
    tmp_path: Path, paths: Paths
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one.csv").write_text("old")
    (tmp_path / "link").symlink_to("out")
    export(paths, tmp_path / "link", "parquet")
    assert (tmp_path / "link").is_symlink()
    assert ids_in(tmp_path / "out") == {"new"}


def test_csv_for_spreadsheets(tmp_path: Path) -> None:
    source, target = tmp_path / "one.parquet", tmp_path / "one.csv"
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "长江", "a=b", None, ""]
    frame = pd.DataFrame({"text": texts, "number": [-1.5, None, *range(8)]})
    frame.to_parquet(source)
    forms.write_csv(source, target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbftext,number\n")
    read = pd.read_csv(target, keep_default_na=False, encoding="utf-8")
    assert list(read["text"]) == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx",
                                  "长江", "a=b", "", ""]  # fmt: skip
    assert float(read["number"][0]) == -1.5
    assert [forms.harmless(text) for text in texts[:8]] == list(read["text"])[:8]
