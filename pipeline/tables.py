"""What commands print of the published marts and of builds, as sentences and tables."""

from collections import defaultdict

import duckdb
from rich import box
from rich.table import Table

from pipeline.landing_commands import print_understood
from pipeline.messages import LINES_SHOWN, lines_of_findings
from pipeline.output import console
from pipeline.paths import Paths, PipelineError, connect
from pipeline.publish.findings import FINDINGS

FIRST_WARNINGS = 3


def print_engine_summary(summary, target: str) -> None:
    """Print what a build on another engine did, and the index that is there now."""
    console.print(f"Published build {summary.build_id} on {target}")
    steps = ", ".join(f"{name} {s:.1f} s" for name, s in summary.seconds.items())
    console.print(f"{steps}; {sum(summary.seconds.values()):.1f} s in all")
    console.print(
        f"{summary.n_steps} seeds, models and dbt tests and {summary.n_expectations} "
        f"expectations passed; {len(summary.warnings)} warnings "
        "(.venv/bin/python -m pipeline validate lists those of the inputs)"
    )
    print_changes(summary.changes)
    console.print(index_table(summary.index_rows, "paper"))


def print_changes(changes: list[str]) -> None:
    """Print what a publish changed in structure, and the views that went."""
    new = [change for change in changes if change.endswith(" is new")]
    if len(new) > LINES_SHOWN:
        console.print(f"{len(new)} tables and columns are new")
        changes = [change for change in changes if change not in new]
    if changes:
        console.print("What changed in structure:")
    for change in changes:
        console.print(f"  {change}")


def print_summary(summary, known: set[str], is_all: bool) -> None:
    """Print what a build did: seconds, rows, warnings and what moved."""
    console.print(f"Published build {summary.build_id}")
    if not summary.n_steps:
        console.print(
            "It was built before, and waited for your answer: nothing has changed since. "
            f"What was accepted: {summary.folder}/quality_report.md"
        )
        return
    steps = ", ".join(f"{name} {s:.1f} s" for name, s in summary.seconds.items())
    console.print(f"{steps}; {sum(summary.seconds.values()):.1f} s in all")
    console.print(
        f"{summary.n_steps} seeds, models and dbt tests and {summary.n_expectations} "
        f"expectations passed; {len(summary.rows)} marts, "
        f"{sum(summary.rows.values()):,} rows"
    )
    print_understood(summary.understood)
    if summary.warnings:
        n_new = sum(known != set() and str(p) not in known for p in summary.warnings)
        console.print(
            f"Warnings: {len(summary.warnings)}, new ones {n_new}, all in "
            f"{summary.folder}/quality_report.md; the first:"
        )
        for line in lines_of_findings(summary.warnings, known, is_all, FIRST_WARNINGS):
            console.print(f"  {line}")
    if summary.moved:
        console.print(
            "What moved in the paper's reading since the last published build:"
        )
        for cluster, year, before, now, rank_before, rank_now in summary.moved:
            console.print(
                f"  {cluster} {year}: {number(before)} (rank {rank_before or '-'}) -> "
                f"{number(now)} (rank {rank_now or '-'})"
            )


def number(value: float | None) -> str:
    """Return a number as the summary shows it."""
    return "-" if value is None else f"{value:.4f}"


CLAIMS = """
    select claim_number, outcome, claim_en, n_facts_met, n_facts,
        coalesce(evidence_against, evidence_missing)
    from marts.fct_claim
    inner join marts.dim_claim using (claim_id)
    where scenario_id = ?
    order by claim_number
"""


def print_claims(paths: Paths, scenario: str) -> list[tuple]:
    """Print which claims hold, and the first of what speaks against the others.

    Returns:
        number, outcome, claim, facts met, facts and what speaks against each claim.

    """
    with connect(paths) as connection:
        rows = connection.execute(CLAIMS, [scenario]).fetchall()
        if not rows:
            raise unknown_scenario(connection, scenario)
    n_reproduced = sum(outcome == "reproduced" for _, outcome, *_ in rows)
    console.print(
        f"{n_reproduced} of {len(rows)} claims reproduced, reading '{scenario}'"
    )
    for n, outcome, claim, n_met, n_facts, reason in rows:
        console.print(
            f"{n:>2} {outcome.replace('_', ' ')} ({n_met} of {n_facts}): {claim}"
        )
        if reason:
            parts = reason.split("; ")
            more = f"; and {len(parts) - 2} more" if len(parts) > 2 else ""
            console.print(f"     {'; '.join(parts[:2])}{more}")
    console.print("Figures for and against each: marts.fct_claim, marts.fct_claim_fact")
    console.print(
        f"What the figures say, in one page: {paths.warehouse}/current/{FINDINGS}"
    )
    return rows


def table_of_builds(builds: dict[str, str], published: str | None) -> Table:
    """Return the builds with the code that each is of, and which is published."""
    table = Table(box=box.SIMPLE, pad_edge=False)
    for heading in ("Build", "Code", "Published"):
        table.add_column(heading, no_wrap=True)
    for build_id, code in builds.items():
        table.add_row(build_id, code, "yes" if build_id == published else "")
    return table


def unknown_scenario(
    connection: duckdb.DuckDBPyConnection, scenario: str
) -> PipelineError:
    """Return the error for a scenario that is not there."""
    known = connection.execute(
        "select scenario_id from marts.dim_scenario where scenario_kind = 'named' "
        "order by scenario_id"
    ).fetchall()
    return PipelineError(
        f"No scenario '{scenario}', expected one of [{', '.join(n for (n,) in known)}]."
    )


INDEX = """
    select cluster_en, cluster_zh, year, integration_index, index_rank
    from marts.rpt_integration_index
    where scenario_id = $scenario
    order by year, index_rank
"""


def print_index(paths: Paths, scenario: str) -> list[tuple]:
    """Print the index of a scenario, and what it rests on.

    Returns:
        names, year, index and rank, by year and rank.

    Raises:
        PipelineError: there is no such scenario.

    """
    with connect(paths) as connection:
        rows = connection.execute(INDEX, {"scenario": scenario}).fetchall()
        if not rows:
            raise unknown_scenario(connection, scenario)
        console.print(index_table(rows, scenario))
        console.print(indicator_summary(connection, scenario))
    console.print(
        f"Marts: schema marts of {paths.warehouse}/integration.duckdb, and "
        f"{paths.warehouse}/marts/*.parquet"
    )
    return rows


def index_table(rows: list[tuple], scenario: str) -> Table:
    """Return the index of a scenario, one row per agglomeration."""
    years = sorted({row[2] for row in rows})
    cells: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for name_en, name_zh, year, value, rank in rows:
        text = "-" if value is None else f"{value:.2f} ({rank})"
        cells[(name_en, name_zh)][year] = text
    table = Table(
        title=f"Integration index (rank), reading '{scenario}'",
        box=box.SIMPLE,
        pad_edge=False,
    )
    table.add_column("Urban agglomeration", no_wrap=True)
    table.add_column("城市群", no_wrap=True)
    for year in years:
        table.add_column(str(year), justify="right")
    for names, by_year in cells.items():
        table.add_row(*names, *(by_year.get(year, "-") for year in years))
    return table


def indicator_summary(connection: duckdb.DuckDBPyConnection, scenario: str) -> str:
    """Say which indicators the scenario uses and how, and how near Table 4 it comes."""
    indicators = connection.execute(
        """
        select
            indicators.indicator_en,
            indicators.indicator_id in (
                select indicator_id
                from marts.fct_indicator_score
                where scenario_id = scenarios.scenario_id
            ) as is_used,
            coalesce(available.data_note, available.reason) as why_missing,
            indicators.proxy_en,
            (
                select sum(n_published_rate)
                from marts.fct_indicator_score as score
                inner join marts.fct_cluster_dispersion as dispersion
                    on dispersion.membership_scheme_id = scenarios.membership_scheme_id
                    and dispersion.indicator_id = score.measured_by_indicator_id
                    and dispersion.cluster_id = score.cluster_id
                    and dispersion.year = score.year
                where score.scenario_id = scenarios.scenario_id
                    and score.indicator_id = indicators.indicator_id
            ) as n_published_rate
        from marts.dim_indicator as indicators
        inner join marts.dim_indicator_list using (indicator_id)
        inner join marts.dim_scenario as scenarios using (indicator_list)
        left join marts.dim_indicator_availability as available
            on available.indicator_id = indicators.indicator_id
            and available.membership_scheme_id = scenarios.membership_scheme_id
            and available.panel_id = scenarios.panel_id
        where scenarios.scenario_id = ? and indicators.alternative_of is null
            and (scenarios.is_landed or not indicators.is_landed)
            -- A region names only what it has figures of: the seeds and other regions
            -- measure more.
            and (not scenarios.is_landed or available.n_values > 0)
        order by indicators.sort_order
        """,
        [scenario],
    ).fetchall()
    distances = connection.execute(
        """
        select mean_distance, count(difference)
        from marts.rpt_between_cluster_cv
        where scenario_id = ? and mean_distance is not null
        group by mean_distance
        """,
        [scenario],
    ).fetchall()
    left_out = [(name, why) for name, is_used, why, *_ in indicators if not is_used]
    total = len(indicators)
    names = ", ".join(name for name, _ in left_out) or "none"
    lines = [f"{total - len(left_out)} of {total} indicators; not used: {names}."]
    lines += [f"  {name}: {why}" for name, why in left_out if why]
    used = [row for row in indicators if row[1]]
    if proxies := [f"{name} ({proxy})" for name, *_, proxy, _ in used if proxy]:
        lines.append(f"Measured by a proxy: {', '.join(proxies)}.")
    if rates := [f"{name} ({n:.0f} values)" for name, *_, n in used if n]:
        lines.append(f"In part published rates in place of counts: {', '.join(rates)}.")
    lines += [
        f"Mean distance from the {n} values of the paper's Table 4: {distance:.3f}."
        for distance, n in distances
    ]
    lines.append("Reasons: marts.dim_indicator_availability")
    return "\n".join(lines)
