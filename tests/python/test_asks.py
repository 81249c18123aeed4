"""What a publish would move is asked first, and accepted for what was shown alone."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, table
from small_builds import small_paths, write_partial

from pipeline.build.run import nothing_compared, whole_published
from pipeline.messages import accepting_commands
from pipeline.paths import Paths
from pipeline.publish.asks import (
    Change,
    listed,
    read_questions,
    token_of,
    what_changed,
    what_moves,
)
from pipeline.publish.asks.waiting import keep, publish_waiting
from pipeline.publish.builds import (
    RECORD,
    publish_partial,
    remove_leftovers,
    waiting_folder,
)

# Two cities of one agglomeration in two years, two readings, one indicator.
SMALL = """
    create schema marts;
    create table marts.dim_scenario as
    from (values
        ('paper', 'named', 'wide'), ('other', 'named', 'wide'),
        ('r01', 'reading', 'wide'), ('r02', 'reading', 'wide')
    ) as t (scenario_id, scenario_kind, membership_scheme_id);
    create table marts.fct_integration_index as
    select
        scenario_id, cluster_id, year::integer as year,
        10.0::double + index_rank as integration_index, index_rank
    from marts.dim_scenario
    cross join (values ('A', 1::bigint), ('B', 2)) as c (cluster_id, index_rank)
    cross join (values (2010), (2020)) as y (year);
    create table marts.dim_indicator as select 'beds' as indicator_id;
    create table marts.fct_indicator_score as
    select scenario_id, cluster_id, year, 'beds' as indicator_id
    from marts.fct_integration_index;
    create table marts.fct_cluster_dispersion as
    select
        'wide' as membership_scheme_id, cluster_id, year, 'beds' as indicator_id,
        3::bigint as n_cities, 5.0::double as mean_value
    from marts.fct_integration_index where scenario_id = 'paper';
    create table marts.dim_cluster_member as
    from (values ('wide', '110000'), ('wide', '120000'), ('narrow', '990000'))
        as t (membership_scheme_id, city_id);
    create table marts.fct_observation as
    select
        city_id, 'hospital_beds' as variable_id, year::integer as year,
        'yearbook' as source_id, 'yearbook__health' as seed_name, 100.0::double as value
    from (values ('110000'), ('120000')) as c (city_id)
    cross join (values (2009), (2010), (2020)) as y (year);
    create table marts.fct_observation_fate as
    select
        *, value as published_value, value as value_in_use, 'used' as fate,
        null::varchar as flags
    from marts.fct_observation;
    create table marts.fct_city_indicator as
    select
        'wide' as membership_scheme_id, 'A' as cluster_id, city_id,
        'beds' as indicator_id, year, year as from_year, 'reported' as status, value
    from marts.fct_observation where year > 2009;
    create table marts.fct_claim as
    select 'paper' as scenario_id, 'rises' as claim_id, 'reproduced' as outcome;
    create table marts.dim_variable as
    from (values
        ('hospital_beds', 'numerator', 'none'), ('residents', 'denominator', 'linear'),
        ('area', 'context', 'none')
    ) as t (variable_id, role, fill_rule);
    create table marts.dim_value_flag as
    select
        'yearbook' as source_id, 'hospital_beds' as variable_id, '110000' as city_id,
        2010 as year, 'odd' as flag;
"""


def land(city: str, variable: str, year: int, value: float) -> str:
    """Return SQL that lands a figure, in use."""
    return f"""
        insert into marts.fct_observation values
        ('{city}', '{variable}', {year}, 'survey', 'landing/x.csv', {value});
    """


OVERRIDE = (
    "delete from marts.fct_observation where city_id = '110000' and year = 2010;"
    "update marts.fct_observation_fate set fate = 'superseded' "
    "where city_id = '110000' and year = 2010;"
    + land("110000", "hospital_beds", 2010, 50)
)
# question, what is done to the build under way, subject, the worst change
MOVES = table("moves")
# What is not worth a question.
STILL = [
    "select 1",
    # a routine correction moves an index by less
    "update marts.fct_integration_index set integration_index = integration_index + 0.09",
    # readings of the open choices go with their named neighbours
    "update marts.fct_integration_index set integration_index = 50 "
    "where scenario_id = 'r01'",
    # noise of the last bits
    "update marts.fct_observation set value = value * (1 + 1e-15)",
    # a landed region of its own
    land("990000", "hospital_beds", 2010, 5),
    # a year, a variable that `paper` does not look at
    land("120000", "hospital_beds", 2015, 5),
    land("120000", "area", 2010, 5),
    # a flag on what landed itself
    "create schema landing; create table landing.value_flags as "
    "select * replace ('990000' as city_id) from marts.dim_value_flag",
]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return the folder of a small published set."""
    (tmp_path / "marts").mkdir()
    with duckdb.connect() as connection:
        connection.execute(SMALL)
        for (table,) in connection.execute(
            "select table_name from information_schema.tables "
            "where table_schema = 'marts'"
        ).fetchall():
            file = tmp_path / "marts" / f"{table}.parquet"
            connection.execute(f"copy marts.{table} to '{file}' (format parquet)")
    return tmp_path


def moved(sql: str, published: Path | None) -> list[Change]:
    """Return what moves when something is done to the small set."""
    with duckdb.connect() as connection:
        connection.execute(SMALL)
        connection.execute(sql)
        changes, records = what_moves(connection, published, ROOT)
        # What was looked through is left behind nowhere.
        databases = connection.execute("select database_name from duckdb_databases()")
        assert {name for (name,) in databases.fetchall()} == {
            "memory",
            "system",
            "temp",
        }
    assert len(records) == len(read_questions())
    failing = {record.expectation for record in records if not record.is_success}
    assert failing >= {change.kind for change in changes}
    return changes


def test_every_question_has_a_case() -> None:
    assert {name for name, *_ in MOVES} == {q.name for q in read_questions()}


@pytest.mark.parametrize(("name", "sql", "subject", "change"), MOVES)
def test_what_moves_is_asked(
    published: Path, name: str, sql: str, subject: str, change: str
) -> None:
    found = moved(sql, published)
    assert (subject, change) in {
        (c.subject, c.changes[0]) for c in found if c.kind == name
    }, found


@pytest.mark.parametrize("sql", STILL)
def test_what_moves_little_is_not_asked(published: Path, sql: str) -> None:
    assert moved(sql, published) == []


def test_a_first_build_asks_only_for_overrides_of_seeds() -> None:
    assert moved("select 1", None) == []
    assert moved(land("990000", "hospital_beds", 2010, 5), None) == []
    assert [change.kind for change in moved(OVERRIDE, None)] == ["landed_in_paper"]


def test_an_override_is_asked_once(published: Path, tmp_path: Path) -> None:
    """What the build before has as it is now was accepted then; another value was not."""
    with duckdb.connect() as connection:
        connection.execute(SMALL + OVERRIDE)
        for table in ("fct_observation", "fct_observation_fate"):
            file = tmp_path / "marts" / f"{table}.parquet"
            connection.execute(f"copy marts.{table} to '{file}' (format parquet)")
    assert moved(OVERRIDE, published) == []
    assert moved(OVERRIDE.replace("50", "51"), published)


def test_an_older_set_of_other_columns_is_compared(published: Path) -> None:
    """A column, or a mart, that the build before had not is no obstacle."""
    file = published / "marts" / "fct_city_indicator.parquet"
    duckdb.execute(f"create or replace temp table old as from '{file}'")
    duckdb.execute(f"copy (select * exclude (from_year) from old) to '{file}'")
    (published / "marts" / "fct_claim.parquet").unlink()
    sql = "update marts.fct_city_indicator set status = 'carried'"
    assert {change.kind for change in moved(sql, published)} == {"reported_no_longer"}


def test_lower_coverage_is_what_its_option_takes(published: Path) -> None:
    sql = """
        delete from marts.fct_observation where year = 2009;
        update marts.fct_cluster_dispersion set n_cities = 1;
        update marts.fct_integration_index set integration_index = 50;
    """
    found = moved(sql, published)
    assert {change.kind for change in found if not change.is_coverage} == {
        "index_moved"
    }
    assert {change.kind for change in found if change.is_coverage} == {
        "fewer_cities",
        "figures_gone",
    }


def test_lower_coverage_is_a_line_per_indicator_and_agglomeration(
    published: Path,
) -> None:
    sql = "update marts.fct_cluster_dispersion set n_cities = 1 where cluster_id = 'A'"
    found = moved(sql, published)
    assert [str(change) for change in found] == [
        "beds, A: 2010 wide: 1 cities, 3 before; 1 more"
    ]
    # The token is of every cell, not of those that are shown.
    fewer = moved(sql + " and year = 2010", published)
    assert token_of(fewer) != token_of(found)


def test_a_column_of_another_type_is_compared(published: Path) -> None:
    file = published / "marts" / "fct_cluster_dispersion.parquet"
    duckdb.execute(
        "create or replace temp table old as "
        f"select * replace (n_cities::varchar as n_cities) from '{file}'"
    )
    duckdb.execute(f"copy old to '{file}' (format parquet)")
    assert moved("select 1", published) == []
    sql = "update marts.fct_cluster_dispersion set n_cities = 2"
    assert {change.kind for change in moved(sql, published)} == {"fewer_cities"}


def test_a_token_is_of_one_list_in_any_order() -> None:
    one = Change("k", "words", "a", ("x", "y"))
    two = Change("k", "words", "b", ("z",))
    assert token_of([one, two]) == token_of([two, replace(one, changes=("y", "x"))])
    others = [
        [one],
        [one, replace(two, changes=("z", "w"))],
        [one, replace(two, subject="c")],
    ]
    assert len({token_of(other) for other in [[one, two], *others]}) == 4


def test_the_list_is_a_line_per_subject_and_short() -> None:
    changes = [Change("k", "words", f"s{n}", ("x", "y", "z")) for n in range(9)]
    shown = list(listed(changes, 2))
    assert shown == [
        "words (27):",
        "  s0: x; 2 more",
        "  s1: x; 2 more",
        "  ... and 7 more",
    ]
    everything = list(listed(changes, None))
    assert len(everything) == 1 + 9 * 3 and "    z" in everything


def test_the_command_that_accepts_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDING_DIR", "my files")
    monkeypatch.delenv("WAREHOUSE_DIR", raising=False)
    made, called = accepting_commands("4f2a91", "a panel")
    assert made == "LANDING_DIR='my files' make run ACCEPT=4f2a91 PANEL='a panel'"
    assert called.endswith("pipeline build --accept 4f2a91 --panel 'a panel'")


def waiting(paths: Paths, build_id: str, **record: object) -> None:
    """Let a small audited set wait."""
    write_partial(paths, build_id)
    file = paths.partial / RECORD
    asked = {"asked": {"token": "abc123", "compared_with": "old"}}
    file.write_text(json.dumps(json.loads(file.read_text()) | asked | record))
    keep(paths, build_id)


def test_what_waits_is_published_by_its_token_alone(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    write_partial(paths, "old")
    publish_partial(paths, "old")
    waiting(paths, "new")
    remove_leftovers(paths, is_over=True)
    assert publish_waiting(paths, "other", {}, {}) is None
    assert publish_waiting(paths, "abc123", {"seeds/x.csv": "changed"}, {}) is None
    assert publish_waiting(paths, "abc123", {}, {"duckdb": "newer"}) is None
    assert paths.published() == paths.builds / "old"
    folder = publish_waiting(paths, "abc123", {}, {})
    assert folder == paths.published() == paths.builds / "new"
    assert not waiting_folder(paths).exists()


def test_what_waits_is_not_published_against_another_build(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    for build_id in ("old", "older"):
        write_partial(paths, build_id)
        publish_partial(paths, build_id)
    waiting(paths, "new")
    assert publish_waiting(paths, "abc123", {}, {}) is None


def test_what_waits_and_was_changed_is_not_published(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    waiting(paths, "new", asked={"token": "abc123", "compared_with": None})
    (waiting_folder(paths) / "new" / "marts" / "one.parquet").write_bytes(b"edited")
    assert publish_waiting(paths, "abc123", {}, {}) is None
    remove_leftovers(paths)
    assert not waiting_folder(paths).exists()


def test_nothing_whole_to_compare_with_is_asked(tmp_path: Path) -> None:
    paths = small_paths(tmp_path)
    assert nothing_compared(whole_published(paths)[1]) == []
    write_partial(paths, "old")
    publish_partial(paths, "old")
    file = paths.builds / "old" / "marts" / "one.parquet"
    file.chmod(0o644)
    file.write_bytes(b"edited")
    folder, warnings = whole_published(paths)
    assert folder is None
    (asked,) = nothing_compared(warnings)
    assert "one.parquet has changed since it was published" in str(asked)


def test_what_was_changed_is_told_beside_what_moves(published: Path) -> None:
    record = {"build_id": "b", "code_version": "", "packages": {}, "files": {},
              "fingerprints": {"seeds/a.csv": "1", "models/gone.sql": "1"}}  # fmt: skip
    (published / "build.json").write_text(json.dumps(record), encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(SMALL)
        connection.execute(
            "update marts.fct_observation_fate set published_value = 150 "
            "where city_id = '110000' and year = 2010;"
            "update marts.fct_observation_fate set fate = 'rejected' "
            "where city_id = '120000' and year = 2010"
        )
        now = {"seeds/a.csv": "2", "models/new.sql": "1"}
        causes = what_changed(connection, published, ROOT, now)
    told = {text for cause in causes for text in cause.changes}
    assert told == {
        "hospital_beds of 110000 in 2010: 100.0 -> 150.0",
        "hospital_beds of 120000 in 2010: used -> rejected",
        "seeds/a.csv",
        "models/gone.sql (gone)",
        "models/new.sql (new)",
    }
