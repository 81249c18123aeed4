"""dbt in this process, on a checked copy of the project."""

import contextlib
import errno
import gc
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.paths import Paths, PipelineError

MANIFEST = "manifest.json"
RUN_RESULTS = "run_results.json"
# Tests of seeds that the gates' schemas are made of (pipeline/landing/schemas.py).
ASKED_BEFORE = (
    "accepted_options", "accepted_values_of_columns", "not_null", "primary_key",
    "relationships",
)  # fmt: skip
# The variables that dbt reads while it parses, and parses anew where one has changed; what
# else is told it asks for while it runs.
READ_BY_PARSE = ("new_years", "panel", "schema_prefix")
# They look at the code, not at the figures: `make check` runs them.
TESTS_OF_CODE = ("test_type:unit", "path:tests/macros")


def is_asked_by_gates(node: Any) -> bool:
    """Whether a node is a test that is there so that dbt's tools know what it says.

    The mart gate asks all relations in one query, the landing gate what ASKED_BEFORE names,
    of the files that are loaded.
    """
    if (getattr(node, "attached_node", None) or "").startswith("seed."):
        return node.test_metadata.name in ASKED_BEFORE
    return "relation" in node.tags


@dataclass(frozen=True)
class Dbt:
    """Where dbt reads and writes.

    Args:
        paths: the project; each target keeps its parse and log there.
        project: the folder that is read, of `checked.copy_project`.
        target: a target of profiles/profiles.yml.
        warehouse: the DuckDB file of target dev.

    """

    paths: Paths
    project: Path
    target: str = "dev"
    warehouse: Path | None = None

    def call(
        self,
        command: list[str],
        variables: dict[str, Any],
        follow: Callable[[Any], None] | None = None,
        manifest: Any = None,
    ) -> Any:
        """Call dbt; return its result."""
        from dbt.cli.main import dbtRunner

        if command == ["parse"]:
            variables = {n: v for n, v in variables.items() if n in READ_BY_PARSE}
        elif manifest is None:
            manifest = self.call(["parse"], variables).result
        parsed = f"{self.target}-panel" if "panel" in variables else self.target
        arguments = [
            *command,
            # Written twice, a tenth of a build: `build` writes what is kept, once.
            "--no-write-json",
            # What went wrong is in the result; each line of a log is looked through for
            # secrets.
            *("--log-level", "none", "--log-level-file", "none"),
            *("--target", self.target),
            *("--project-dir", str(self.project)),
            *("--profiles-dir", str(self.project / "profiles")),
            *("--target-path", str(self.paths.root / "target" / parsed)),
            *("--log-path", str(self.paths.root / "logs")),
            *("--vars", json.dumps(variables)),
        ]  # fmt: skip
        with self.in_project():
            runner = dbtRunner(manifest, callbacks=[follow] if follow else [])
            return runner.invoke(arguments)

    @contextlib.contextmanager
    def in_project(self) -> Iterator[None]:
        """Work in the project's folder, from which the profile finds the DuckDB file.

        The path is relative: the adapter takes a path for an address, in which `#` and `?`
        end the name.
        """
        before = os.environ.get("WAREHOUSE")
        if self.warehouse is not None:
            os.environ["WAREHOUSE"] = os.path.relpath(
                self.warehouse.resolve(), self.project.resolve()
            )
        try:
            with contextlib.chdir(self.project):
                yield
        finally:
            if before is not None:
                os.environ["WAREHOUSE"] = before
            else:
                os.environ.pop("WAREHOUSE", None)

    def build(
        self,
        variables: dict[str, Any],
        progress: Callable[[str], None],
        keep_in: Path,
    ) -> tuple[int, Any]:
        """Run dbt build once; return the number of its steps, and its manifest.

        The folder `keep_in` gets that and the run results.

        Raises:
            PipelineError: a model or test failed; the message has what dbt says of it.

        """
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager

        done = 0

        def follow(event: Any) -> None:
            nonlocal done
            if event.info.name == "NodeFinished":
                done += 1
                if done % 10 == 0:
                    progress(f"dbt build: {done} steps")

        # What dbt makes stays until its end: to look for garbage takes an eighth of a
        # build.
        is_collected = gc.isenabled()
        gc.disable()
        try:
            result = self.call(["parse"], variables)
            if manifest := result.result:
                tests = {
                    n: t for n, t in manifest.nodes.items() if is_asked_by_gates(t)
                }
                for name in tests:
                    del manifest.nodes[name]
                command = ["build", "--exclude", *TESTS_OF_CODE]
                result = self.call(command, variables, follow, manifest)
                manifest.nodes |= tests
        finally:
            # dbt keeps its connection, and with it the lock of the file.
            DuckDBConnectionManager.close_all_connections()
            if is_collected:
                gc.enable()
        if isinstance(result.exception, KeyboardInterrupt):
            raise KeyboardInterrupt
        if not result.success:
            failed = getattr(result.result, "results", None) or []
            messages = [
                f"{node.node.name}: {node.message}{self.failing_rows(node)}"
                for node in failed
                if str(node.status) in ("error", "fail", "runtime error")
            ]
            text = "\n".join(messages) or str(result.exception)
            if "No space left" in text:
                raise OSError(errno.ENOSPC, text)
            raise PipelineError(
                f"dbt build failed:\n{text}\nWhat was published before stays."
            )
        manifest.write(str(keep_in / MANIFEST))
        result.result.write(str(keep_in / RUN_RESULTS))
        return len(result.result.results), manifest

    def failing_rows(self, result: Any) -> str:
        """Return the first rows that a failed data test found, as text; DuckDB has them."""
        is_test = result.node.resource_type == "test"
        if self.warehouse is None or str(result.status) != "fail" or not is_test:
            return ""
        try:
            with duckdb.connect(str(self.warehouse), read_only=True) as private:
                query = private.sql(
                    f"select * from ({result.node.compiled_code}) limit 5"
                )
                names = query.columns
                rows = query.fetchall()
        except duckdb.Error:
            return ""
        return "".join(
            "\n    " + ", ".join(f"{n}: {v}" for n, v in zip(names, row, strict=True))
            for row in rows
        )
