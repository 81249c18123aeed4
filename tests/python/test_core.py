"""The core answers what analysts ask with at most one join, and cannot be misread."""

import re
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

from pipeline.paths import Paths, connect

ANALYSES = sorted((ROOT / "analyses").glob("*.sql"))
MOST_RELATIONS = 14


def compiled(path: Path) -> str:
    """Return an analysis as SQL of the published file."""
    return re.sub(r"{{ ref\('core_(\w+)'\) }}", r"core.\1", path.read_text())


def test_there_are_twenty_questions() -> None:
    assert len(ANALYSES) >= 20


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_a_question_is_answered_with_at_most_one_join(path: Path) -> None:
    sql = compiled(path)
    assert "{{" not in sql, "an analysis reads the core alone"
    assert re.match(r"-- .+\?\n", sql), "an analysis begins with its question"
    assert len(re.findall(r"\bjoin\b", sql)) <= 1
    with connect() as connection:
        rows = connection.execute(sql).fetchall()
    assert rows
    assert all(any(cell is not None for cell in row) for row in rows)


def test_the_core_is_small_and_of_one_reading() -> None:
    """No column asks to be filtered on: each relation holds one reading."""
    with connect() as connection:
        columns = connection.execute(
            "select table_name, column_name, comment from duckdb_columns() "
            "where schema_name = 'core'"
        ).fetchall()
    assert len({table for table, *_ in columns}) <= MOST_RELATIONS
    assert all(comment for *_, comment in columns)
    filters = {"scenario_id", "membership_scheme_id", "compared_with", "panel_id"}
    assert not filters & {column for _, column, _ in columns}


def test_names_stand_beside_ids() -> None:
    named = {"cluster_id", "city_id", "indicator_id", "dimension_id", "variable_id"}
    with connect() as connection:
        tables = dict(
            connection.execute(
                "select table_name, list(column_name) from duckdb_columns() "
                "where schema_name = 'core' group by table_name"
            ).fetchall()
        )
    wrong = [
        f"{table}.{column}"
        for table, columns in tables.items()
        for column in columns
        if column in named
        and column.replace("_id", "_en") not in columns
        and (table, column) not in {("city_indicator", "dimension_id")}
    ]
    assert not wrong


# What the core says is what the marts say at the paper's reading.
SAME = [
    (
        "select cluster_id, year, integration_index from core.cluster_index",
        "select cluster_id, year, integration_index from marts.fct_integration_index "
        "where scenario_id = 'paper'",
    ),
    (
        "select cluster_id, indicator_id, year, indicator_score "
        "from core.indicator_score",
        "select cluster_id, indicator_id, year, indicator_score "
        "from marts.fct_indicator_score where scenario_id = 'paper'",
    ),
    (
        "select city_id from core.city",
        "select city_id from marts.dim_cluster_member inner join marts.dim_scenario "
        "using (membership_scheme_id) where scenario_id = 'paper'",
    ),
    (
        "select claim_id, outcome from core.claim",
        "select claim_id, outcome from marts.fct_claim where scenario_id = 'paper'",
    ),
    (
        "select city_id, variable_id, year, value from core.observation",
        "select city_id, variable_id, year, value from marts.fct_observation "
        "where city_id in (select city_id from core.city)",
    ),
]


@pytest.mark.parametrize(
    "core, marts", SAME, ids=[core.split(".")[-1] for core, _ in SAME]
)
def test_the_core_says_what_the_marts_say(core: str, marts: str) -> None:
    with connect() as connection:
        ((n_core, n_marts, n_different),) = connection.execute(
            f"select (select count(*) from ({core})), (select count(*) from ({marts})), "
            f"(select count(*) from (({core}) except ({marts})))"
        ).fetchall()
    assert n_core == n_marts > 0 and n_different == 0


def test_effects_are_parts_of_what_they_explain() -> None:
    with connect() as connection:
        ((n, worst_gap, worst_change),) = connection.execute("""
            select
                count(*),
                max(abs(gap_to_mean - gap_by_size - gap_by_level - gap_by_evenness)),
                max(abs(
                    index_change - change_by_size - change_by_level - change_by_evenness
                ))
            from core.index_reason
        """).fetchall()
    assert n and worst_gap < 1e-9 and worst_change < 1e-9


def test_a_total_is_of_all_members_or_says_so() -> None:
    with connect() as connection:
        wrong = connection.execute("""
            select cluster_id, variable_id, year
            from core.observation
            group by all
            having count(*) <> any_value(n_cities)
                or bool_or(is_of_all_members) <> (count(*) = any_value(n_members))
        """).fetchall()
    assert not wrong


def test_the_published_file_holds_the_published_alone() -> None:
    published = Paths.from_environment().published()
    assert published is not None
    file = published / "integration.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        schemas = connection.execute(
            "select distinct schema_name from duckdb_tables()"
        ).fetchall()
    assert {schema for (schema,) in schemas} == {"marts", "core", "quality"}
    # 55 marts, 512 readings: an eighth of what they were made of.
    assert file.stat().st_size < 30_000_000


def test_every_relation_is_declared() -> None:
    """A column that is called as the key of a dimension refers to it."""
    with connect() as connection:
        missing = connection.execute("""
            with keys as (
                select table_schema, any_value(column_name) as column_name
                from quality.dim_column
                where key_position is not null and table_schema <> 'quality'
                    and (table_schema = 'core' or table_name like 'dim%')
                group by table_schema, table_name
                having count(*) = 1 and any_value(column_name) like '%\\_id' escape '\\'
            )

            select table_schema, table_name, column_name
            from quality.dim_column
            inner join keys using (table_schema, column_name)
            where refers_to_table is null
            group by all
            having table_name not in (
                select table_name from quality.dim_column
                group by table_schema, table_name
                having count(key_position) = 1
            )
        """).fetchall()
    allowed = {
        ("marts", "dim_flag_rule", "variable_id"),
        ("marts", "dim_scenario", "membership_scheme_id"),
        # Of the experiment `choices` it numbers the readings: there is no draw behind.
        ("marts", "fct_draw_index", "draw_id"),
        # Empty where the index itself is meant.
        ("marts", "fct_index_interval", "dimension_id"),
    }
    assert set(missing) <= allowed
