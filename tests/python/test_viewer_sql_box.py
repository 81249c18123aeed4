"""The SQL box answers selects on the marts; anything else has no effect but a message."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import table
from viewer import follow, open_page, page_text, rows_of, tables

from app import sql_box
from app.texts import TEXTS
from pipeline.paths import Paths, file_hash


@pytest.fixture(scope="module")
def build() -> Path:
    folder = Paths.from_environment().published()
    assert folder is not None, "Nothing is published: run make build."
    return folder


@pytest.fixture(scope="module")
def state_before(build: Path) -> dict[str, str]:
    return state(build)


def state(build: Path) -> dict[str, str]:
    """Return the files of the published build with their fingerprints."""
    files = sorted(p for p in build.rglob("*") if p.is_file())
    return {str(path): file_hash(path) for path in files}


def test_select_gives_what_the_marts_hold(build: Path) -> None:
    answer = sql_box.run(
        "select cluster_id, year, integration_index, index_rank "
        "from fct_integration_index where scenario_id = 'paper' order by all",
        build,
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
        "select 1 as delete, count(*) from dim_city",
        "select 'attach; copy; pragma' as text",
        "select null, true, date '2020-01-01', [1, 2], {'a': 1}, 'nan'::double",
        "pivot dim_city on province_en using count(*)",
        "from (pivot fct_integration_index on year using first(index_rank))",
        "with p as (pivot dim_city on province_en using count(*)) from p",
        "/* wide */ pivot dim_city on province_en in ('Hubei') using count(*)",
        "unpivot dim_city on lon, lat",
        'from DIM_CITY union all from marts."dim_city"',
        "from integration.marts.dim_city",
        "summarize dim_city",
        "from query_table('dim_' || 'city')",
        "from query('from dim_' || 'city')",
    ],
)
def test_ordinary_queries_work(sql: str, build: Path) -> None:
    answer = sql_box.run(sql, build)
    assert answer.problem == "", answer.detail
    assert answer.rows


# Beside those of the table, what no table can hold.
HOSTILE = [
    *(row[1:] for row in table("hostile_queries")),
    ("", "empty"),
    ("  \n\t ", "empty"),
    ("select " + "(" * 9000 + "1" + ")" * 9000, "error"),
    ("\ud800", "error"),
    ("select '" + "x" * 30_000 + "'", "too_long"),
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
    sql: str, problem: str, build: Path, state_before: dict[str, str]
) -> None:
    answer = sql_box.run(sql, build)
    assert answer.problem in (problem, "error" if problem == "not_select" else problem)
    assert not answer.rows
    assert_harmless(answer)
    assert f"sql.{answer.problem}" in TEXTS
    for folder in (build, build / "marts", Path.cwd()):
        assert not list(folder.glob("viewer_test*"))


def test_published_files_are_untouched(
    build: Path, state_before: dict[str, str]
) -> None:
    assert state(build) == state_before


@pytest.mark.parametrize("sql", ENDLESS)
def test_endless_query_is_stopped(sql: str, build: Path) -> None:
    """None of them ends by itself, in the lifetime of a test or of its reader."""
    answer = sql_box.run(sql, build, seconds=1)
    assert answer.problem == "timeout"


def test_long_answers_are_cut(build: Path) -> None:
    answer = sql_box.run("select range from range(5000)", build)
    assert answer.is_cut
    assert len(answer.rows) == sql_box.MAX_ROWS
    wide = sql_box.run("select repeat('x', 100000) as a", build)
    assert len(wide.rows[0][0]) < 600


@pytest.mark.parametrize(
    "sql",
    [
        "from duckdb_databases()",
        "from duckdb_settings()",
        "select current_setting('allowed_directories'), current_setting('allowed_paths')",
        "select current_setting('secret_directory'), current_setting('temp_directory')",
        "from duckdb_views()",
        "from duckdb_tables()",
        "from duckdb_columns()",
        "from duckdb_schemas()",
        "from information_schema.tables",
        "from sqlite_master",
        "from pragma_database_size()",
        "show all tables",
        "from 'none.parquet'",
        "from no_such_mart",
        "select current_database(), current_query(), current_schemas(true)",
    ],
)
def test_no_answer_tells_folders_or_what_is_behind_the_marts(
    sql: str, build: Path
) -> None:
    answer = sql_box.run(sql, build)
    assert answer.rows or answer.problem == "error"
    said = json.dumps([answer.detail, answer.columns, answer.rows])
    folders = {str(p) for p in [build, *build.parents] if len(p.parts) > 1}
    behind = ('"raw"', '"staging"', '"intermediate"', "stg_city", "int_panel")
    for secret in (*folders, *behind, build.name, f"{Path.home()}/"):
        assert secret not in said


def test_every_mart_can_be_listed_with_its_columns(build: Path) -> None:
    marts = "select table_name, column_name from {} where schema_name = 'marts'"
    columns = sql_box.run(
        "select count(*), count(distinct table_name) from duckdb_columns() "
        "where schema_name = 'marts'",
        build,
    )
    assert [tuple(row) for row in columns.rows] == rows_of(
        f"select count(*), count(distinct table_name) "
        f"from ({marts.format('duckdb_columns()')})"
    )


def test_answers_are_cut_by_size_too(build: Path) -> None:
    texts = ", ".join(f"repeat('x', 500) as c{n}" for n in range(100))
    answer = sql_box.run(f"select {texts} from range(1000)", build)
    assert answer.is_cut
    assert 0 < len(answer.rows) < 50
    assert len(json.dumps(answer.rows)) <= sql_box.MAX_BYTES
    # A row that is larger than an answer may be is shown all the same, its texts cut.
    texts = ", ".join(f"repeat('𠀀', 2000) as c{n}" for n in range(200))
    answer = sql_box.run(f"select {texts} from range(9)", build)
    assert len(answer.rows) == 1
    assert answer.is_cut
    named = sql_box.run(f'select 1 as "{"n" * 15_000}"', build)
    assert len(named.columns[0]) < 600


def test_few_queries_run_at_once_and_the_next_is_told(build: Path) -> None:
    endless = "select count(*) from range(1000000000000)"
    with ThreadPoolExecutor(8) as pool:
        running = [
            pool.submit(sql_box.run, endless, build, 2) for _ in range(sql_box.AT_ONCE)
        ]
        while sql_box.slots.acquire(blocking=False):
            sql_box.slots.release()
        waiting = pool.submit(sql_box.run, "select 1", build)
        assert sql_box.run("select 1", build, wait=0).problem == "busy"
        assert [r.result().problem for r in running] == ["timeout"] * sql_box.AT_ONCE
        # Who waits is served as soon as there is room.
        assert waiting.result().rows == [[1]]
    assert sql_box.run("select 1", build, wait=0).rows == [[1]]


def test_damaged_mart_is_named(tmp_path: Path, build: Path) -> None:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "dim_city.parquet").write_bytes(b"PAR1 no PAR1")
    answer = sql_box.run("from dim_city", tmp_path)
    assert (answer.problem, answer.detail) == ("unreadable", "dim_city.parquet")
    answer = sql_box.run("select 1", tmp_path / "none")
    assert answer.problem == "unreadable"


def test_query_and_answer_are_there_after_another_page() -> None:
    test = open_page(page="download", lang="en")
    test.text_area(key="sql").set_value("select 41 + 1 as sum_of_all")
    test.button[0].click().run()
    follow(test, "map")
    follow(test, "download")
    assert test.text_area(key="sql").value == "select 41 + 1 as sum_of_all"
    assert tables(test)[-1] == [["sum_of_all"], ["42"]]
    assert not test.exception


def ask(sql: str) -> tuple[str, list[list[str]]]:
    """Type a query into the page and run it; return the text and the last table."""
    test = open_page(page="download", lang="en")
    test.text_area(key="sql").set_value(sql)
    test.button[0].click().run()
    assert not test.exception
    return page_text(test), (tables(test) or [[]])[-1]


def test_page_shows_answer_or_message() -> None:
    text, table = ask("select city_en from dim_city where city_id = '420100'")
    assert table == [["city_en"], ["Wuhan"]]
    assert "1 row " in text
    text, _ = ask("copy dim_city to 'viewer_test.csv'")
    assert "Only select is possible here" in text
    text, table = ask("select '<img src=x onerror=alert(1)>' as \"<b>x</b>\"")
    assert table == [["<b>x</b>"], ["<img src=x onerror=alert(1)>"]]
