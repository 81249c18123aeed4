"""Statements as dbt runs them: each as soon as those that it reads from are done."""

from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter

import duckdb


def step(node: dict, statement: str) -> tuple[str, list[str]]:
    """Return a statement with the names of the nodes that dbt's node reads from."""
    return statement, node["depends_on"]["nodes"]


def run_as_ready(
    connection: duckdb.DuckDBPyConnection,
    steps: Mapping[str, Sequence],
    connections: int,
) -> None:
    """Run each step once those that it reads from are done; what is no step is there.

    A step is what `step` returns. The first error ends it, without the steps not begun.
    """

    def run(name: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(steps[name][0])
        return name

    order = TopologicalSorter(
        {name: [n for n in reads if n in steps] for name, (_, reads) in steps.items()}
    )
    order.prepare()
    running: set[Future] = set()
    pool = ThreadPoolExecutor(connections)
    try:
        while order.is_active():
            running |= {pool.submit(run, name) for name in order.get_ready()}
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            order.done(*(future.result() for future in finished))
    finally:
        pool.shutdown(cancel_futures=True)
