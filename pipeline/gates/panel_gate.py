"""The gate of a panel: what the landing gate asks of a row, asked in SQL of all at once.

The rules are files of panel_rules, of the same form as those of rules. `files` looks at
names and types of columns, `form` at the cells, `figures` at the numbers; each is run
where the one before has stopped nothing. They read, in DuckDB:

    panel_file          file, column_name, type, of_folder: one row per file and column of
                        a landing file; the type that it has in the file, or null; what a
                        folder says, or null
    panel_own           file, row, column_name, value, of_folder: cells of columns that a
                        folder names too
    panel               file, row, the columns of a landing file, as they are read: year
                        and value are doubles, the others texts
    panel_figure        in use, by figures alone: file, row, city_id, year, variable_id,
                        source_id, value (a text), number (of a correction, where there is
                        one), precedence
    panel_series        of these, by source_id, variable_id and city_id: lowest (above 0),
                        highest, n_zeros, n_figures, n_years
    panel_step          figures above 0 of the series whose highest is a jump above their
                        lowest: panel_figure, year_before, number_before, number_after
    seed_figure         in use, of seeds and landing files: city_id, year, variable_id,
                        source_id, number, precedence
    limits              one row: the limits of the landing gate
    panel_size          one row: n_rows of the panel
    <name>              each table of the seeds but figures, as the landing gate read it
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pandas as pd

from pipeline.gates.results import QualityResult, Rule, result_of
from pipeline.gates.rules import read_rules
from pipeline.gates.rules.relations import run_script
from pipeline.landing.files import Inputs
from pipeline.landing.panel import Panel, literal_path
from pipeline.landing.problem import Problem
from pipeline.landing.schemas import LANDING_COLUMNS

FOLDER = Path(__file__).parent / "panel_rules"
# Each rule names its first findings and says how many there are.
SHOWN = 20
NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__"
RELATIONS = """
    create view panel as
    select
        filename as file,
        file_row_number + 1 as row,
        coalesce(known_alias.city_id, cast(figures.city_id as varchar)) as city_id,
        cast(year as double) as year,
        cast(variable_id as varchar) as variable_id,
        cast(value as double) as value,
        cast(unit as varchar) as unit,
        cast(source_id as varchar) as source_id,
        cast(flag as varchar) as flag
    from {source} as figures
    left join known_alias on cast(figures.city_id as varchar) = known_alias.alias;
"""
FIGURES = """
    create temp table landed_flag as
    select distinct flag as flags, variable_id, unnest(string_split(flag, ';')) as flag
    from panel where flag <> '';

    create temp table rejected_flag as
    select distinct landed_flag.flags, landed_flag.variable_id
    from landed_flag
    left join flag_rules as own
        on landed_flag.flag = own.flag and landed_flag.variable_id = own.variable_id
    left join flag_rules as general
        on landed_flag.flag = general.flag and general.variable_id = ''
    where coalesce(own.treatment, general.treatment) = 'reject';

    create temp table rejected_value as
    select distinct source_id, variable_id, city_id, cast(year as double) as year
    from value_flags
    left join flag_rules as own using (flag, variable_id)
    left join flag_rules as general
        on value_flags.flag = general.flag and general.variable_id = ''
    where coalesce(own.treatment, general.treatment) = 'reject';

    create view panel_figure as
    select
        panel.file,
        panel.row,
        panel.city_id,
        cast(panel.year as integer) as year,
        panel.variable_id,
        panel.source_id,
        cast(coalesce(try_cast(corrections.value_used as double), panel.value) as varchar)
            as value,
        coalesce(try_cast(corrections.value_used as double), panel.value) as number,
        cast(sources.precedence as integer) as precedence
    from panel
    inner join sources using (source_id)
    left join corrections
        on panel.source_id = corrections.source_id
            and panel.variable_id = corrections.variable_id
            and panel.city_id = corrections.city_id
            and panel.year = cast(corrections.year as double)
    where panel.value is not null
        and coalesce(corrections.value_used <> '', (
            (panel.flag is null or (panel.flag, panel.variable_id) not in (
                select (flags, variable_id) from rejected_flag
            ))
            and (panel.source_id, panel.variable_id, panel.city_id, panel.year) not in (
                select (source_id, variable_id, city_id, year) from rejected_value
            )
        ));

    create temp table panel_series as
    select
        source_id,
        variable_id,
        city_id,
        min(number) filter (where number > 0) as lowest,
        max(number) as highest,
        count(*) filter (where number = 0) as n_zeros,
        count(*) as n_figures,
        -- A bit a year: a third of the time of count(distinct year) at 10^7 figures.
        bit_count(bit_or(
            cast(1 as hugeint) << cast(year - limits.first_year as integer)
        )) as n_years
    from panel_figure
    cross join limits
    group by source_id, variable_id, city_id;

    create temp table panel_step as
    select
        panel_figure.*,
        lag(year) over by_year as year_before,
        lag(number) over by_year as number_before,
        lead(number) over by_year as number_after
    from panel_figure
    semi join (
        select * from panel_series cross join limits
        where highest > jump_factor * lowest
    ) using (source_id, variable_id, city_id)
    where number > 0
    window by_year as (partition by source_id, variable_id, city_id order by year);
"""


def check_panel(
    panel: Panel, inputs: Inputs, in_use: pd.DataFrame
) -> tuple[list[QualityResult], list[Problem], pd.DataFrame]:
    """Run the rules of a panel beside the figures of seeds and landing files in use.

    Return a record per rule, the findings, and the cities and years that have a figure.
    """
    records: list[QualityResult] = []
    problems = list(panel.warnings)
    city_years = pd.DataFrame({"city_id": [], "year": []})
    try:
        with relations(inputs) as connection:
            for step, prepare in (
                ("files", panel_files),
                ("form", panel_cells),
                ("figures", panel_figures),
            ):
                prepare(connection, panel, in_use)
                for rule in read_rules(FOLDER / step):
                    record, found = run(connection, rule)
                    records.append(record)
                    problems += found
                if any(problem.severity == "error" for problem in problems):
                    return records, problems, city_years
            city_years = connection.sql(
                "select distinct city_id, year from panel_figure"
            ).df()
    except duckdb.Error as error:
        said = f"cannot be read as Parquet: {error}"
        problems.append(Problem(str(panel.path), None, None, None, said))
    return records, problems, city_years


@contextmanager
def relations(inputs: Inputs) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection that has what was read and the limits; it may spill to disk."""
    threads = os.environ.get("DUCKDB_THREADS") or 1
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(
            config={"threads": threads, "temp_directory": folder}
        ) as connection,
    ):
        connection.execute("set parquet_metadata_cache = true")
        for name, table in inputs.tables.items():
            if not inputs.schemas[name].is_city_year:
                connection.register(name, table)
        run_script(connection, "limits")
        yield connection


def panel_files(
    connection: duckdb.DuckDBPyConnection, panel: Panel, in_use: pd.DataFrame
) -> None:
    """Make panel_file."""
    folders = pd.DataFrame(
        [
            {"file": str(file), "column_name": column,
             "of_folder": None if value == NULL_FOLDER else unquote(value),
             "position": position}
            for file, partition in zip(panel.files, panel.partitions, strict=True)
            for position, column in enumerate(LANDING_COLUMNS)
            for value in [partition.get(column, NULL_FOLDER)]
        ]
    ).astype({"of_folder": object})  # fmt: skip
    connection.register("folder", folders)
    names = ", ".join(map(literal_path, panel.files))
    connection.execute(
        "create temp table panel_size as "
        f"select sum(num_rows) as n_rows from parquet_file_metadata([{names}])"
    )
    connection.execute(
        f"""
        create temp table panel_file as
        select folder.file, folder.column_name, of_folder, position,
            any_value(duckdb_type) as type
        from folder
        left join parquet_schema([{names}]) as known
            on folder.file = known.file_name
                and folder.column_name = lower(known.name)
        group by all
        """
    )


def panel_cells(
    connection: duckdb.DuckDBPyConnection, panel: Panel, in_use: pd.DataFrame
) -> None:
    """Make panel and panel_own."""
    connection.execute(RELATIONS.format(source=panel.source))
    both = connection.execute(
        "select column_name, list(file order by file) from panel_file "
        "where type is not null and of_folder is not null group by column_name"
    ).fetchall()
    own = [
        f"select filename as file, file_row_number + 1 as row, '{column}' as "
        f"column_name, cast({column} as varchar) as value from read_parquet("
        f"[{', '.join(literal_path(Path(file)) for file in files)}], hive_partitioning = "
        "false, union_by_name = true, filename = true, file_row_number = true)"
        for column, files in both
    ] or ["select '' as file, 0 as row, '' as column_name, '' as value where false"]
    connection.execute(
        "create view panel_own as select own.*, of_folder "
        f"from ({' union all '.join(own)}) as own "
        "inner join panel_file using (file, column_name)"
    )


def panel_figures(
    connection: duckdb.DuckDBPyConnection, panel: Panel, in_use: pd.DataFrame
) -> None:
    """Make panel_figure and seed_figure."""
    connection.execute(FIGURES)
    connection.register("figure_frame", in_use)
    connection.execute(
        """
        create temp table seed_figure as
        select city_id, year, variable_id, source_id,
            number, cast(sources.precedence as integer) as precedence
        from figure_frame inner join sources using (source_id)
        """
    )


def run(
    connection: duckdb.DuckDBPyConnection, rule: Rule, but: str | None = None
) -> tuple[QualityResult, list[Problem]]:
    """Return the record of a rule, and its first findings with how many more there are.

    Places of the table `but` (file, row, column_name) are left out.
    """
    query = rule.query
    if but:
        query = f"from ({query}) anti join {but} using (file, row, column_name)"
    columns = connection.sql(query).columns
    severity = (
        f"coalesce(severity, '{rule.severity}')" if "severity" in columns else "1"
    )
    relation = connection.sql(
        f"select *, count(*) over () as n_found from ({query}) "
        # What stops a build is not among those that are only counted.
        f"order by {severity}, file, row, column_name limit {SHOWN}"
    )
    rows = [dict(zip(relation.columns, r, strict=True)) for r in relation.fetchall()]
    found = [
        Problem(
            row["file"],
            row["row"],
            row["column_name"],
            row["value"],
            # Those of panel_rules say `expected` themselves.
            (not but and row.get("expected"))
            or f"expected {row.get('expected') or rule.expected}",
            row.get("severity") or rule.severity,
        )
        for row in rows
    ]
    n_found = rows[0]["n_found"] if rows else 0
    record = result_of(
        rule,
        "landing",
        f"panel_{rule.name}",
        found,
        connection.sql("select n_rows from panel_size").fetchall()[0][0],
        n_found,
        severity=found[0].severity if found else rule.severity,
    )
    if n_found > len(found):
        more = f"expected {rule.expected}: {n_found - len(found):,} more such findings"
        found.append(
            Problem(found[-1].file, None, None, None, more, found[-1].severity)
        )
    return record, found
