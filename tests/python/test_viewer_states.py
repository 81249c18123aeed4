"""Whatever is published, damaged or missing: a page that says so, and what to do."""

import json
import random
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import duckdb
import pytest
from browsing import free_port
from conftest import table
from streamlit.testing.v1 import AppTest
from viewer import (
    PAGES,
    copy_of_published,
    follow,
    lead_to,
    open_page,
    page_text,
    rows_of,
)

from app import take
from app.views import overview
from pipeline.paths import DUCKDB_FILE, ROOT

MAKE, DOCTOR = "make run", ".venv/bin/python -m pipeline doctor"


def assert_says(test: AppTest, *said: str) -> None:
    """Assert that a page has no bare error, and says what to do."""
    assert not test.exception
    text = page_text(test)
    for part in said:
        assert part in text
    assert "Traceback" not in text


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    (tmp_path / "warehouse").mkdir()
    return tmp_path / "warehouse"


def change(build: Path, *statements: str) -> None:
    """Change the DuckDB file of a build that is private to a test."""
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_link_that_leads_to_itself(warehouse: Path) -> None:
    (warehouse / "current").symlink_to("current")
    assert_says(open_page(lang="en"), MAKE)


def test_a_link_that_leads_nowhere(warehouse: Path) -> None:
    (warehouse / "current").symlink_to(warehouse / "builds" / "gone")
    assert_says(open_page(lang="en"), "Nothing is published yet", MAKE)


@pytest.mark.parametrize("kind", ["file", "folder with a file", "empty folder"])
def test_something_else_stands_where_the_link_belongs(
    kind: str, warehouse: Path
) -> None:
    current = warehouse / "current"
    if kind == "file":
        current.write_text("text")
    else:
        current.mkdir()
    if kind == "folder with a file":
        (current / DUCKDB_FILE).write_text("text")
    assert_says(open_page(lang="en"), DOCTOR)


def test_the_warehouse_is_a_file(warehouse: Path) -> None:
    warehouse.rmdir()
    warehouse.write_text("text")
    assert_says(open_page(lang="en"), DOCTOR)


@pytest.mark.parametrize("page", ["overview", "map", "download"])
@pytest.mark.parametrize("damage", ["random bytes", "cut", "zeros"])
def test_a_file_with_other_bytes_in_it(damage: str, page: str, warehouse: Path) -> None:
    build = copy_of_published(warehouse, "damaged")
    file = build / DUCKDB_FILE
    size = file.stat().st_size
    with file.open("r+b") as opened:
        if damage == "cut":
            opened.truncate(size // 3)
        else:
            opened.seek(3 * 4096)
            n = size - 3 * 4096
            opened.write(
                random.Random(7).randbytes(n) if damage[0] == "r" else bytes(n)
            )
    lead_to(warehouse, build)
    assert_says(open_page(page=page, lang="en"), DOCTOR)
    # Mended in its place, it is shown: what was read of the damaged file is forgotten.
    file.unlink()
    whole = copy_of_published(warehouse, "whole")
    (whole / DUCKDB_FILE).rename(file)
    assert "Build damaged" in page_text(open_page(page=page, lang="en"))


@pytest.mark.parametrize(("statement", "page", "said"), table("lacking_builds"))
def test_a_build_that_lacks_something(
    statement: str, page: str, said: str, warehouse: Path
) -> None:
    build = copy_of_published(warehouse, "lacking")
    change(build, statement)
    lead_to(warehouse, build)
    test = open_page(page=page, lang="en")
    assert not test.exception
    text = page_text(test)
    assert said in text
    assert MAKE in text or DOCTOR in text or "Build lacking" in text


def test_a_fault_of_the_viewer_is_not_blamed_on_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> str:
        raise KeyError

    monkeypatch.setattr(overview, "ranks", fail)
    test = open_page(page="overview", lang="en")
    assert test.exception


def test_a_damaged_parquet_file_is_not_handed_out(
    warehouse: Path, tmp_path: Path
) -> None:
    build = copy_of_published(warehouse, "parquet")
    (build / "marts" / "dim_cluster.parquet").write_bytes(b"PAR1 no PAR1")
    lead_to(warehouse, build)
    for mart in ("dim_cluster", "dim_city"):
        (tmp_path / "mart.parquet").write_bytes(take.as_parquet(mart, None))
        with duckdb.connect() as apart:
            query = f"from '{tmp_path}/mart.parquet' order by all"
            found = apart.execute(query).fetchall()
        assert found == rows_of(f"from marts.{mart} order by all")


@pytest.mark.parametrize("page", PAGES)
def test_a_year_that_a_page_has_not_is_named(page: str) -> None:
    test = open_page(page=page, lang="en", year="2007", indicator="gdp_per_capita")
    assert not test.exception
    text = page_text(test)
    moved = "no figures of 2007 here" in text
    assert moved == (page in ("overview", "compare", "cluster", "robustness"))


def test_an_address_that_says_enough_stays_as_it_is() -> None:
    test = open_page(page="map", lang="en")
    assert set(test.query_params) == {"page", "lang"}
    follow(test, "overview")
    assert set(test.query_params) == {"page", "lang", "reading", "year"}
    # Back: the address that led here means the same again.
    for name in ("reading", "year"):
        del test.query_params[name]
    test.query_params["page"] = "map"
    test.run()
    assert test.session_state["page"] == "map"
    assert set(test.query_params) == {"page", "lang"}


def test_cities_are_found_by_either_name_and_by_code() -> None:
    for page in ("city", "map"):
        for language in ("en", "zh"):
            test = open_page(page=page, lang=language)
            labels = test.selectbox(key="city").options
            (label,) = [option for option in labels if "320500" in option]
            assert "Suzhou" in label
            assert "苏州" in label


def test_a_chosen_claim_is_shared_and_follows_the_language() -> None:
    claim, claim_en, claim_zh = rows_of(
        "select claim_id, claim_en, claim_zh from marts.dim_claim "
        "order by claim_number offset 4"
    )[0]
    for language, name in (("en", claim_en), ("zh", claim_zh)):
        test = open_page(page="replication", lang=language, claim=claim)
        assert test.selectbox(key="claim").value == claim
        assert any(name in option for option in test.selectbox(key="claim").options)
    test = open_page(page="replication", lang="en", claim="no_such_claim")
    assert "no known value of “claim of the paper”" in page_text(test)


def test_nothing_published_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    for language, title in (("en", "Nothing is published yet"), ("zh", "尚未发布")):
        text = page_text(open_page(lang=language))
        assert title in text
        assert "make run" in text


def test_damaged_file_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "builds" / "damaged"
    build.mkdir(parents=True)
    (build / DUCKDB_FILE).write_bytes(b"no database")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test = open_page(lang="en")
    assert not test.exception
    assert "python -m pipeline doctor" in page_text(test)


def test_missing_mart_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "older")
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        connection.execute("drop table marts.fct_sensitivity")
        connection.execute("drop table marts.dim_city_shape")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    text = page_text(open_page(page="robustness", lang="en"))
    assert "lacks what this page shows" in text
    assert "fct_sensitivity" in text
    assert "make run" in text
    # Pages that need neither go on.
    assert not open_page(page="quality", lang="en").exception
    assert "lacks" not in page_text(open_page(page="quality", lang="en"))


def change_index(build: Path, change: str) -> None:
    """Change the index of a build that is private to a test."""
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        connection.execute(
            f"update marts.rpt_integration_index set integration_index = {change} "
            "where scenario_id = 'paper' and cluster_id = 'YRD' and year = 2020"
        )


def test_new_publish_shows_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = copy_of_published(tmp_path, "first")
    lead_to(tmp_path, first)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test: AppTest = open_page(page="overview", lang="en")
    assert "99.25" not in page_text(test)
    second = copy_of_published(tmp_path, "second")
    change_index(second, "99.25")
    lead_to(tmp_path, second)
    assert "99.25" in page_text(test.run())
    assert "Build second" in page_text(test)


def test_a_page_that_is_drawn_while_a_build_is_published_is_of_one(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = copy_of_published(warehouse, "second")
    change_index(second, "99.25")
    lead_to(warehouse, copy_of_published(warehouse, "first"))
    show_title = overview.look.title

    def publish(*of_title: str) -> None:
        lead_to(warehouse, second)
        show_title(*of_title)

    monkeypatch.setattr(overview.look, "title", publish)
    test: AppTest = open_page(page="overview", lang="en")
    assert "Build first" in page_text(test)
    assert "99.25" not in page_text(test)
    assert "Build second" in page_text(test.run())
    assert "99.25" in page_text(test)


def test_changed_inputs_are_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "stale")
    record = json.loads((build / "build.json").read_text())
    record["fingerprints"] = {"seeds/x.csv": "0"}
    (build / "build.json").write_text(json.dumps(record))
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    assert "have changed since build stale" in page_text(open_page(lang="en"))


def test_a_damaged_record_of_a_build_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "damaged")
    (build / "build.json").write_text("null")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test = open_page(lang="en")
    assert not test.exception
    assert "have changed since" not in page_text(test)


def test_the_server_says_where_it_is_and_ends_without_a_word() -> None:
    port = free_port()
    command = [sys.executable, "-m", "app", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        said = server.stdout.readline()
        assert said.startswith(f"Viewer: http://127.0.0.1:{port} ")
        # It listens by now, and answers once it runs.
        while "URL" not in server.stdout.readline():
            pass
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=30)
        server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=30)
    assert complaints == ""
    assert server.returncode == 0
