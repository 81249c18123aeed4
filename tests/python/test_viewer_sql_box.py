"""The SQL box answers selects on the marts; anything else has no effect but a message."""

import os
import time
from pathlib import Path

import pytest
from viewer import open_page, page_text, rows_of, tables

from app import sql_box
from app.texts import TEXTS
from pipeline.paths import DUCKDB_FILE, Paths
from pipeline.publish import file_hash


@pytest.fixture(scope="module")
def database() -> Path:
    folder = Paths.from_environment().published()
    assert folder is not None, "Nothing is published: run make build."
    return folder / DUCKDB_FILE


@pytest.fixture(scope="module")
def state_before(database: Path) -> dict[str, str]:
    return state(database)


def state(database: Path) -> dict[str, str]:
    """Return the files of the published build with their fingerprints."""
    files = sorted(p for p in database.parent.rglob("*") if p.is_file())
    return {str(path): file_hash(path) for path in files}


def test_select_gives_what_the_marts_hold(database: Path) -> None:
    answer = sql_box.run(
        "select cluster_id, year, integration_index, index_rank "
        "from fct_integration_index where scenario_id = 'paper' order by all",
        database,
    )
    assert answer.problem == ""
    assert answer.columns == ["cluster_id", "year", "integration_index", "index_rank"]
    assert [tuple(row) for row in answer.rows] == rows_of(
        "select cluster_id, year, integration_index, index_rank "
        "from marts.fct_integration_index where scenario_id = 'paper' order by all"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "from dim_cluster",
        "with a as (select 1 as one) select * from a",
        "show tables",
        "describe dim_city",
        "select * from marts.dim_city -- a remark",
        "select 1;",
        "select 'attach; copy; pragma' as text",
        "select null, true, date '2020-01-01', [1, 2], {'a': 1}, 'nan'::double",
    ],
)
def test_ordinary_queries_work(sql: str, database: Path) -> None:
    answer = sql_box.run(sql, database)
    assert answer.problem == "", answer.detail
    assert answer.rows


HOSTILE = [
    # Other statements
    ("attach 'viewer_test.duckdb' as other", "not_select"),
    ("attach ':memory:' as other", "not_select"),
    ("detach warehouse", "not_select"),
    ("copy dim_city to 'viewer_test.csv'", "not_select"),
    ("copy (select 1) to 'viewer_test.parquet'", "not_select"),
    ("copy dim_city from '/etc/passwd'", "not_select"),
    ("export database 'viewer_test'", "not_select"),
    ("import database 'viewer_test'", "not_select"),
    ("install httpfs", "not_select"),
    ("load httpfs", "not_select"),
    ("install spatial from community", "not_select"),
    ("pragma database_list", "not_select"),
    ("pragma enable_external_access = true", "not_select"),
    ("set enable_external_access = true", "not_select"),
    ("set memory_limit = '100GB'", "not_select"),
    ("reset memory_limit", "not_select"),
    ("create secret (type s3, key_id 'a', secret 'b')", "not_select"),
    ("create table dim_city as select 1", "not_select"),
    ("create or replace view dim_city as select 1", "not_select"),
    ("create macro f(a) as a", "not_select"),
    ("drop table dim_city", "not_select"),
    ("drop schema marts cascade", "not_select"),
    ("insert into dim_cluster select * from dim_cluster", "not_select"),
    ("update dim_city set city_en = 'x'", "not_select"),
    ("delete from dim_city", "not_select"),
    ("alter table dim_city drop column lon", "not_select"),
    ("truncate dim_city", "not_select"),
    ("call pragma_version()", "not_select"),
    ("checkpoint", "not_select"),
    ("vacuum", "not_select"),
    ("begin transaction", "not_select"),
    ("use memory", "not_select"),
    ("explain analyze select 1", "not_select"),
    ("prepare p as select 1", "not_select"),
    # Several statements, or none
    ("select 1; select 2", "not_one"),
    ("select 1; drop table dim_city", "not_one"),
    ("select 1 /* ; */; copy dim_city to 'viewer_test.csv'; --", "not_one"),
    ("", "empty"),
    ("  \n\t ", "empty"),
    ("-- nothing", "empty"),
    # Files, network, environment, Python
    ("select * from read_csv('/etc/passwd')", "error"),
    ("select * from '/etc/passwd'", "error"),
    ("select * from read_text('/etc/passwd')", "error"),
    ("select * from read_blob('/proc/self/environ')", "error"),
    ("select * from read_parquet('*.parquet')", "error"),
    ("select * from read_json('https://example.com/x.json')", "error"),
    ("select * from 'https://example.com/x.csv'", "error"),
    ("select * from glob('/*')", "error"),
    ("select getenv('HOME')", "error"),
    ("select * from sniff_csv('/etc/passwd')", "error"),
    ("select * from query('copy dim_city to ''viewer_test.csv''')", "error"),
    ("select * from connection", "error"),
    ("select * from sys", "error"),
    ("select * from sqlite_scan('a.db', 'b')", "error"),
    ("select * from postgres_scan('host=127.0.0.1', 'a', 'b')", "error"),
    # Nonsense
    ("selekt 1", "error"),
    ("select * from no_such_mart", "error"),
    ("select 1 / 'a'", "error"),
    ("<script>alert(1)</script>", "error"),
    ("'; drop table dim_city; --", "error"),
    ("select " + "(" * 9000 + "1" + ")" * 9000, "error"),
    ("\ud800", "error"),
    ("select '" + "x" * 30_000 + "'", "too_long"),
    # Too much
    ("select repeat('x', 4000000000)", "memory"),
    ("select range(1000000000)", "memory"),
    ("select list(a) from range(100000000) as t(a)", "memory"),
]
ENDLESS = [
    "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
    "select count(*) from range(1000000000000)",
    "select count(*) from fct_observation a, fct_observation b, fct_observation c",
]


def assert_harmless(answer: sql_box.Answer) -> None:
    """Assert that an answer gives nothing away."""
    said = f"{answer.detail} {answer.columns} {answer.rows}"
    for secret in (
        "root:",
        "/bin/",
        "Traceback",
        'File "',
        os.environ.get("PATH", "@"),
    ):
        assert secret not in said
    assert len(answer.detail) <= 600


@pytest.mark.parametrize(("sql", "problem"), HOSTILE)
def test_hostile_query_has_no_effect_beyond_a_message(
    sql: str, problem: str, database: Path, state_before: dict[str, str]
) -> None:
    answer = sql_box.run(sql, database)
    assert answer.problem in (problem, "error" if problem == "not_select" else problem)
    assert not answer.rows
    assert_harmless(answer)
    assert f"sql.{answer.problem}" in TEXTS
    for folder in (database.parent, Path.cwd()):
        assert not list(folder.glob("viewer_test*"))


def test_published_files_are_untouched(
    database: Path, state_before: dict[str, str]
) -> None:
    assert state(database) == state_before


@pytest.mark.parametrize("sql", ENDLESS)
def test_endless_query_is_stopped(sql: str, database: Path) -> None:
    begin = time.perf_counter()
    answer = sql_box.run(sql, database, seconds=1)
    assert answer.problem == "timeout"
    assert time.perf_counter() - begin < 5


def test_long_answers_are_cut(database: Path) -> None:
    answer = sql_box.run("select range from range(5000)", database)
    assert answer.is_cut
    assert len(answer.rows) == sql_box.MAX_ROWS
    wide = sql_box.run("select repeat('x', 100000) as a", database)
    assert len(wide.rows[0][0]) < 600


def ask(sql: str) -> tuple[str, list[list[str]]]:
    """Type a query into the page and run it; return the text and the last table."""
    test = open_page(page="download", lang="en")
    test.text_area(key="sql").set_value(sql)
    test.button[0].click().run()
    assert not test.exception
    return page_text(test), tables(test)[-1]


def test_page_shows_answer_or_message() -> None:
    text, table = ask("select city_en from dim_city where city_id = '420100'")
    assert table == [["city_en"], ["Wuhan"]]
    assert "1 rows" in text
    text, _ = ask("copy dim_city to 'viewer_test.csv'")
    assert "Only select is possible here" in text
    text, table = ask("select '<img src=x onerror=alert(1)>' as \"<b>x</b>\"")
    assert table == [["<b>x</b>"], ["<img src=x onerror=alert(1)>"]]
