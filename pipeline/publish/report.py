"""What a build says of itself to read: its quality report, and which indexes moved."""

from pathlib import Path

import duckdb

from pipeline.gates.results import QualityResult
from pipeline.landing.problem import Problem
from pipeline.publish.asks import Change, listed, token_of


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
